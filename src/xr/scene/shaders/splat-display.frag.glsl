// After overlays.glsl: shows the newest finished picture, turned to where the head is now. Colours are sRGB display
// values and stay as they are. No branch skips work on a software rasterizer, so the overlays are compiled in only while they are wanted:
// RINGS and TILES. Measured on llvmpipe, 1280 x 800: with both compiled in but off a frame took 34 ms longer.
precision highp float;
precision highp sampler2D;

in vec3 viewRay;
in vec3 pictureRay;

uniform sampler2D pictureColor; // RGBA8, premultiplied, row 0 = top
uniform sampler2D pictureDepth; // metres along the picture's view axis, 0 = far; half resolution
uniform float hasPicture;       // 0 or 1
uniform vec4 tangents;          // left, right, up, down of the picture
uniform vec2 depthTerms;        // elements 10 and 14 of the current projection
uniform vec3 background;        // sRGB 0..1

out vec4 outColor;

const float EDGE = 0.012; // part of the picture over which its edge fades out

#ifdef TILES
uniform sampler2D pictureLevels; // tile level 0..4 in units of 1/255, one texel a 32 x 32 tile
uniform vec2 pictureSize;        // pixels

vec4 tileTint(vec2 uv) {
  vec2 tile = clamp(uv, 0.0, 0.9999) * pictureSize / 32.0;
  return levelTint(255.0 * texelFetch(pictureLevels, ivec2(tile), 0).r, fract(tile));
}
#endif

void main() {
  vec2 t = pictureRay.xy / -pictureRay.z;
  vec2 uv = vec2(t.x + tangents.x, tangents.z - t.y) / vec2(tangents.x + tangents.y, tangents.z + tangents.w);
  vec2 inside = min(uv, 1.0 - uv);
  float edge = min(inside.x, inside.y);
  float shown = pictureRay.z < -1e-4 ? hasPicture * clamp(edge * (1.0 / EDGE), 0.0, 1.0) : 0.0;
  vec4 texel = textureLod(pictureColor, uv, 0.0);
  vec3 color = texel.rgb + background * (1.0 - texel.a);
#ifdef TILES
  vec4 tint = tileTint(uv);
  color = mix(color, tint.rgb, tint.a);
#endif
  color = mix(background, color, shown);
#ifdef RINGS
  vec4 ring = ringTint(viewRay);
  color = mix(color, ring.rgb, ring.a);
#endif
  outColor = vec4(color, 1.0);
  // A point viewRay * s lies s metres along the current axis and -pictureRay.z * s along the picture's.
  float metres = textureLod(pictureDepth, uv, 0.0).r;
  float depth = clamp(0.5 + 0.5 * (depthTerms.y * -pictureRay.z / metres - depthTerms.x), 0.0, 1.0);
  gl_FragDepth = metres > 0.0 && shown > 0.0 ? depth : 1.0;
}
