// Depth of the meshes at the pixels of a pass. Their picture has row 0 at the bottom.
precision highp float;
precision highp sampler2D;

uniform sampler2D meshDepth;
uniform ivec2 offset;
uniform int stride;

out vec4 outColor;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy) * stride + offset;
  ivec2 size = textureSize(meshDepth, 0);
  pixel = min(pixel, size - 1);
  outColor = vec4(0.0);
  gl_FragDepth = texelFetch(meshDepth, ivec2(pixel.x, size.y - 1 - pixel.y), 0).r;
}
