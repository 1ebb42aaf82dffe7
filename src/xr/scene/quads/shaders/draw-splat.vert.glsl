// One corner of a splat in one of the passes. A pixel (i, j) of the pass is the pixel stride · (i, j) + offset of the
// picture, centre on centre.
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D shapes;
uniform usampler2D looks;

uniform int first;        // records drawn: from here
uniform int end;          // to before here
uniform int wanting;      // tile levels that want the pass, a bit each
uniform vec2 offset;      // pixels of the picture
uniform float stride;     // pixels of the picture
uniform vec2 targetSize;  // pixels of the pass
uniform vec2 depthTerms;  // elements 10 and 14 of the projection

out vec2 deviation;           // from the centre, standard deviations
flat out vec4 paint;          // colour, alpha
flat out float leastAlpha;

void main() {
  // Behind the far plane: nothing is drawn.
  gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
  int splat = first + gl_InstanceID * BATCH + (gl_VertexID >> 3);
  if (splat >= end) return;
  ivec2 at = ivec2(splat % RECORD_ROW, splat / RECORD_ROW);
  uvec2 look = texelFetch(looks, at, 0).rg;
  if (((look.y >> 19) & uint(wanting)) == 0u || (look.y & 4095u) == 0u) return;

  uvec4 shape = texelFetch(shapes, at, 0);
  vec2 centre = uintBitsToFloat(shape.xy);
  vec2 longAxis = unpackHalf2x16(shape.z);
  vec2 shortAndDepth = unpackHalf2x16(shape.w);
  vec2 shortAxis = normalize(vec2(-longAxis.y, longAxis.x)) * shortAndDepth.x;
  float alpha = float(look.y & 4095u) / 4095.0;
  float extent = float((look.y >> 12) & 127u) * (MOST_EXTENT / 127.0);

  // Of a regular octagon around the unit circle: a square has a fifth more area.
  float turn = (float(gl_VertexID & 7) + 0.5) * 0.78539816;
  vec2 corner = 1.0823922 * vec2(cos(turn), sin(turn));
  deviation = corner * extent;
  paint = vec4(COLOR_BASE + COLOR_STEP * vec3(look.x & 1023u, (look.x >> 10) & 1023u, (look.x >> 20) & 1023u), alpha);
  leastAlpha = max(MIN_ALPHA, alpha * exp(-0.5 * extent * extent));
  vec2 pixel = centre + deviation.x * longAxis + deviation.y * shortAxis;
  vec2 inTarget = (pixel - offset - 0.5) / stride + 0.5;
  // Row 0 of the target is the picture's top.
  float depth = (depthTerms.y - depthTerms.x * shortAndDepth.y) / shortAndDepth.y;
  gl_Position = vec4(2.0 * inTarget / targetSize - 1.0, clamp(depth, -0.9999, 0.9999), 1.0);
}
