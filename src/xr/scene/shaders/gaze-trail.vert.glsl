// One point a gaze sample, world space.
precision highp float;

in vec3 position;
in float order; // running number of the sample

uniform mat4 viewMatrix;
uniform mat4 projectionMatrix;
uniform float newest;      // running number of the newest sample
uniform float trailLength; // samples until a point has faded

out float strength;

void main() {
  strength = clamp(1.0 - (newest - order) / trailLength, 0.0, 1.0);
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
  gl_PointSize = strength > 0.0 ? 4.0 + 8.0 * strength : 0.0;
}
