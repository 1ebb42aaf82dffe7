// A soft dot.
precision highp float;

in float strength;
out vec4 outColor;

void main() {
  float radius = length(gl_PointCoord - 0.5);
  float alpha = strength * (1.0 - smoothstep(0.25, 0.5, radius));
  outColor = vec4(vec3(1.0, 0.62, 0.25) * alpha, alpha);
}
