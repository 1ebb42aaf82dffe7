// Covers a tile that does not want the pass, at the near plane: the depth test then keeps every splat out before its fragments
// are shaded. An instance a tile.
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D levels;
uniform int columns;
uniform int wanting;     // tile levels that want the pass, a bit each
uniform float tile;      // edge of a tile, pixels of the pass
uniform vec2 targetSize; // pixels of the pass

void main() {
  ivec2 at = ivec2(gl_InstanceID % columns, gl_InstanceID / columns);
  int level = int(texelFetch(levels, at, 0).r);
  bool wanted = ((wanting >> level) & 1) != 0;
  vec2 corner = vec2(at) + vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = wanted ? vec4(0.0, 0.0, 2.0, 1.0) : vec4(2.0 * tile * corner / targetSize - 1.0, -1.0, 1.0);
}
