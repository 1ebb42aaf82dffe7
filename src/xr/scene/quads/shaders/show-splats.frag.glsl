// After overlays.glsl and combine-passes.glsl: lays the picture over what is drawn already, over the whole viewport.
in vec2 place;

uniform vec2 viewSize; // pixels of the picture across the viewport
uniform float nearest; // 1 = pixels of both lie on each other

out vec4 outColor;

#ifdef RINGS
uniform vec4 rayTerms; // of writeRayTerms
#endif

// Covers what is there, splats and all, with a colour. Both premultiplied.
vec4 cover(vec4 color, vec4 tint) {
  return vec4(tint.rgb * tint.a, tint.a) + color * (1.0 - tint.a);
}

void main() {
  vec2 at = vec2(place.x, 1.0 - place.y) * viewSize;
  ivec2 last = pictureSize - 1;
  vec4 color;
  if (nearest > 0.5) {
    color = pixelAt(min(ivec2(at), last));
  } else {
    vec2 low = floor(at - 0.5);
    vec2 share = at - 0.5 - low;
    ivec2 a = clamp(ivec2(low), ivec2(0), last);
    ivec2 b = clamp(ivec2(low) + 1, ivec2(0), last);
    color = mix(
      mix(pixelAt(a), pixelAt(ivec2(b.x, a.y)), share.x),
      mix(pixelAt(ivec2(a.x, b.y)), pixelAt(b), share.x), share.y);
  }
  color = clamp(color, 0.0, 1.0);
#ifdef TILES
  ivec2 pixel = min(ivec2(at), last);
  color = cover(color, levelTint(float(levelAt(pixel)), fract(at / 32.0)));
#endif
#ifdef RINGS
  vec2 corner = 2.0 * place - 1.0;
  color = cover(color, ringTint(vec3(corner * rayTerms.xy + rayTerms.zw, -1.0)));
#endif
  outColor = color;
}
