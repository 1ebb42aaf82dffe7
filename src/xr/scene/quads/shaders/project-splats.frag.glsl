// Projects the splats of a draw list for one eye, a fragment a splat, to records that every pass reads: five passes of four
// vertices each would do the same twenty times. EWA splatting as in the `tiles` kernel: low-pass, clamped Jacobian, colour from
// the head. Records lie from near to far. Constants come as defines.
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;

uniform usampler2D order;      // splats from near to far
uniform usampler2D words;      // packed-splat.ts
uniform usampler2D colors;
uniform usampler2D harmonics;
uniform sampler2D chunks;      // corner, size
uniform sampler2D prefixes;    // splats drawn of a chunk, factor on its variances
uniform usampler2D levels;     // tile levels of this eye

uniform int count;             // splats in the list
uniform int splatCount;        // splats in the scene
uniform vec3 eyePosition;
uniform mat3 worldToEye;
uniform vec3 headPosition;
uniform vec4 pinhole;          // focal lengths, principal point, pixels
uniform vec4 tangentLimits;    // x least, most, y least, most
uniform vec2 pictureSize;      // pixels
uniform vec3 gaze;             // unit vector, world
uniform vec2 gradeDeg;         // foveal values up to, peripheral from
uniform vec2 maxStdDev;        // foveal, peripheral
uniform vec2 minAlpha;
uniform vec2 harmonicsDeg;     // all nearer than, degree 1 nearer than
uniform float harmonicScale;

layout(location = 0) out uvec4 shape; // centre x y as float bits; long half axis; short half axis and depth, as half floats
layout(location = 1) out uvec2 look;  // colour; alpha, extent, levels of the tiles that are touched, a bit each

const float HARMONICS_FADE = 2.0; // degrees over which harmonics go

ivec2 texel(int index, int width) {
  return ivec2(index % width, index / width);
}

vec3 unpackColor(uint word) {
  return COLOR_BASE + COLOR_STEP * vec3(word & 1023u, (word >> 10) & 1023u, (word >> 20) & 1023u);
}

uint packColor(vec3 color) {
  uvec3 q = uvec3(min((max(color, 0.0) - COLOR_BASE) / COLOR_STEP + 0.5, 1023.0));
  return q.r | (q.g << 10) | (q.b << 20);
}

#if DEGREE > 0
// Word of four signed bytes.
vec4 bytes(uint word) {
  ivec4 shifted = ivec4(uvec4(word) << uvec4(24u, 16u, 8u, 0u));
  return vec4(shifted >> 24);
}

// What harmonics add to the colour seen along a unit vector; `more` = how much those above degree 1 count.
vec3 shade(int splat, vec3 d, float more) {
  vec4 b0 = vec4(-0.4886025119 * d.y, 0.4886025119 * d.z, -0.4886025119 * d.x, 1.0925484306 * d.x * d.y * more);
  ivec2 at = ivec2((splat % HARMONIC_ROW) * HARMONIC_TEXELS, splat / HARMONIC_ROW);
#if DEGREE == 1
  uvec3 w = texelFetch(harmonics, at, 0).rgb;
  b0.w = 0.0;
  return vec3(dot(bytes(w.r), b0), dot(bytes(w.g), b0), dot(bytes(w.b), b0));
#else
  vec3 s = d * d;
  vec4 b1 = more * vec4(
    -1.0925484306 * d.y * d.z, 0.3153915653 * (2.0 * s.z - s.x - s.y), -1.0925484306 * d.x * d.z,
    0.5462742153 * (s.x - s.y));
#if DEGREE == 2
  uvec3 u = texelFetch(harmonics, at, 0).rgb;
  uvec3 v = texelFetch(harmonics, at + ivec2(1, 0), 0).rgb;
  return vec3(
    dot(bytes(u.r), b0) + dot(bytes(u.g), b1),
    dot(bytes(u.b), b0) + dot(bytes(v.r), b1),
    dot(bytes(v.g), b0) + dot(bytes(v.b), b1));
#else
  vec4 b2 = more * vec4(
    -0.5900435899 * d.y * (3.0 * s.x - s.y), 2.8906114426 * d.x * d.y * d.z,
    -0.4570457995 * d.y * (4.0 * s.z - s.x - s.y), 0.3731763326 * d.z * (2.0 * s.z - 3.0 * s.x - 3.0 * s.y));
  vec4 b3 = more * vec4(
    -0.4570457995 * d.x * (4.0 * s.z - s.x - s.y), 1.4453057213 * d.z * (s.x - s.y),
    -0.5900435899 * d.x * (s.x - 3.0 * s.y), 0.0);
  vec3 sum;
  for (int channel = 0; channel < 3; channel++) {
    uvec4 w = texelFetch(harmonics, at + ivec2(channel, 0), 0);
    sum[channel] =
      dot(bytes(w.x), b0) + dot(bytes(w.y), b1) + dot(bytes(w.z), b2) + dot(bytes(w.w), b3);
  }
  return sum;
#endif
#endif
}
#endif

// Opacity of the last splats of a prefix, as prefix-fade.ts.
float prefixFade(float rank, float drawn, float whole) {
  float window = max(1.0, min(FADE_SHARE * drawn, whole - drawn));
  return clamp((drawn - rank) / window, 0.0, 1.0);
}

// Levels, a bit each, of the tiles that a box of pixels touches; all of them where those are many.
uint touchedLevels(vec2 low, vec2 high) {
  ivec2 from = ivec2(clamp(low, vec2(0.0), pictureSize - 1.0)) / TILE;
  ivec2 to = ivec2(clamp(high, vec2(0.0), pictureSize - 1.0)) / TILE;
  if (any(greaterThan(to - from, ivec2(3)))) return 31u;
  uint touched = 0u;
  for (int y = from.y; y <= to.y; y++) {
    for (int x = from.x; x <= to.x; x++) touched |= 1u << texelFetch(levels, ivec2(x, y), 0).r;
  }
  return touched;
}

void main() {
  shape = uvec4(0u);
  look = uvec2(0u); // alpha 0: nothing to draw
  int place = int(gl_FragCoord.y) * RECORD_ROW + int(gl_FragCoord.x);
  if (place >= count) return;
  int splat = int(texelFetch(order, texel(place, RECORD_ROW), 0).r);
  int chunk = splat / CHUNK;

  uvec4 word = texelFetch(words, texel(splat, SPLAT_ROW), 0);
  vec3 corner = texelFetch(chunks, texel(2 * chunk, CHUNK_ROW), 0).xyz;
  vec3 extent = texelFetch(chunks, texel(2 * chunk + 1, CHUNK_ROW), 0).xyz;
  uvec3 steps = uvec3(word.x & 0xffffu, word.x >> 16, word.y & 0xffffu);
  vec3 centre = corner + extent * (vec3(steps) / 65535.0);
  vec3 p = worldToEye * (centre - eyePosition);
  float depth = -p.z;
  if (!(depth >= NEAR && depth < FAR)) return;

  vec2 prefix = texelFetch(prefixes, texel(chunk, PREFIX_ROW), 0).rg;
  float whole = float(min(CHUNK, splatCount - CHUNK * chunk));
  float alpha = float((word.y >> 16) & 255u) / 255.0 * prefixFade(float(splat % CHUNK), prefix.x, whole);

  vec3 outwards = centre - headPosition;
  outwards *= inversesqrt(dot(outwards, outwards) + 1e-12);
  float angle = degrees(acos(clamp(dot(outwards, gaze), -1.0, 1.0)));
  float grade = clamp((angle - gradeDeg.x) / max(1e-6, gradeDeg.y - gradeDeg.x), 0.0, 1.0);
  if (alpha < max(MIN_ALPHA, mix(minAlpha.x, minAlpha.y, grade))) return;

  // Columns of the covariance's factor, and the rows of the Jacobian turned into the world.
  float unit = exp2((float(word.y >> 24) - FACTOR_BIAS) / FACTOR_STEPS);
  vec3 diagonal = vec3(word.z & 2047u, (word.z >> 11) & 2047u, word.z >> 22) / vec3(2047.0, 2047.0, 1023.0);
  vec3 below = (vec3(word.w & 2047u, (word.w >> 11) & 2047u, word.w >> 22) - vec3(1024.0, 1024.0, 512.0))
    / vec3(1023.0, 1023.0, 511.0); // L10, L20, L21
  vec2 t = p.xy / depth;
  vec2 clamped = clamp(t, tangentLimits.xz, tangentLimits.yw);
  vec3 right = vec3(worldToEye[0].x, worldToEye[1].x, worldToEye[2].x);
  vec3 up = vec3(worldToEye[0].y, worldToEye[1].y, worldToEye[2].y);
  vec3 back = vec3(worldToEye[0].z, worldToEye[1].z, worldToEye[2].z);
  float scale = unit * sqrt(prefix.y) / depth;
  vec3 jx = scale * pinhole.x * (right + clamped.x * back);
  vec3 jy = -scale * pinhole.y * (up + clamped.y * back);
  vec3 a = vec3(diagonal.x * jx.x + below.x * jx.y + below.y * jx.z, diagonal.y * jx.y + below.z * jx.z, diagonal.z * jx.z);
  vec3 b = vec3(diagonal.x * jy.x + below.x * jy.y + below.y * jy.z, diagonal.y * jy.y + below.z * jy.z, diagonal.z * jy.z);
  float aa = dot(a, a);
  float bb = dot(b, b);
  float xx = aa + LOW_PASS;
  float yy = bb + LOW_PASS;
  float xy = dot(a, b);
  // |a|²|b|² − (a·b)² as a square, which does not cancel.
  vec3 normal = cross(a, b);
  float determinant = dot(normal, normal) + LOW_PASS * (aa + bb + LOW_PASS);
  if (!(determinant > 0.0 && determinant < MOST_DETERMINANT)) return;

  vec2 middle = pinhole.zw + vec2(pinhole.x, -pinhole.y) * t;
  float tight = sqrt(max(0.0, 2.0 * log(255.0 * alpha)));
  float reach = min(mix(maxStdDev.x, maxStdDev.y, grade), tight);
  // A splat that is cut off early is widened to cover as much as it would have.
  float widening = (1.0 - exp(-0.5 * tight * tight)) / max(0.05, 1.0 - exp(-0.5 * reach * reach));
  xx *= widening;
  yy *= widening;
  xy *= widening;
  determinant *= widening * widening;
  // Seven bits, rounded up.
  float steps7 = min(127.0, ceil(reach * (127.0 / MOST_EXTENT)));
  reach = steps7 * (MOST_EXTENT / 127.0);
  vec2 halfBox = reach * sqrt(vec2(xx, yy));
  vec2 low = middle - halfBox;
  vec2 high = middle + halfBox;
  if (any(greaterThanEqual(low, pictureSize)) || any(lessThanEqual(high, vec2(0.0)))) return;

  // Long axis along the eigenvector of the larger eigenvalue.
  float half1 = 0.5 * (xx - yy);
  float radius = length(vec2(half1, xy));
  float large = 0.5 * (xx + yy) + radius;
  vec2 axis = half1 >= 0.0 ? vec2(half1 + radius, xy) : vec2(xy, radius - half1);
  float size = length(axis);
  axis = size > 0.0 ? axis / size : vec2(1.0, 0.0);
  float longest = min(sqrt(large), 60000.0);
  float shortest = min(sqrt(determinant / large), 60000.0);

  uint colorWord = texelFetch(colors, texel(splat, SPLAT_ROW), 0).r;
  vec3 color = unpackColor(colorWord);
#if DEGREE > 0
  vec2 kept = clamp((harmonicsDeg - angle) / HARMONICS_FADE, 0.0, 1.0);
  if (kept.y > 0.0) color += kept.y * harmonicScale * shade(splat, outwards, kept.x);
#endif

  shape = uvec4(floatBitsToUint(middle.x), floatBitsToUint(middle.y), packHalf2x16(axis * longest),
    packHalf2x16(vec2(shortest, min(depth, 60000.0))));
  look = uvec2(packColor(color),
    uint(alpha * 4095.0 + 0.5) | (uint(steps7) << 12) | (touchedLevels(low, high) << 19));
}
