// Depth alone.
precision mediump float;

out vec4 outColor;

void main() {
  outColor = vec4(0.0);
}
