// Full-screen triangle. Both rays are linear in clip space, so that interpolating them is exact.
precision highp float;

in vec3 position; // clip coordinates

uniform vec4 rayTerms;    // 1/sx, 1/sy, cx/sx, cy/sy of the current projection
uniform mat3 eyeToPicture; // rotation from the current eye to the eye that the picture was drawn for

out vec3 viewRay;    // current eye space, z = -1
out vec3 pictureRay; // picture eye space

void main() {
  viewRay = vec3(position.xy * rayTerms.xy + rayTerms.zw, -1.0);
  pictureRay = eyeToPicture * viewRay;
  gl_Position = vec4(position.xy, 1.0, 1.0);
}
