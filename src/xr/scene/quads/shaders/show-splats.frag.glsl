// After combine-passes.glsl: lays the picture over what is drawn already, over the whole viewport.
in vec2 place;

uniform vec2 viewSize; // pixels of the picture across the viewport
uniform float nearest; // 1 = pixels of both lie on each other

out vec4 outColor;

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
  outColor = clamp(color, 0.0, 1.0);
}
