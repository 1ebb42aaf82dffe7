// A triangle that covers the viewport, without attributes.
precision highp float;

out vec2 place; // 0..1 across the viewport, y upwards

void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  place = 0.5 + 0.5 * corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}
