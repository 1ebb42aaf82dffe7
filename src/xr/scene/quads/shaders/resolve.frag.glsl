// After combine-passes.glsl: the picture itself, pixel by pixel, row 0 = bottom.
out vec4 outColor;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  outColor = pixelAt(ivec2(pixel.x, pictureSize.y - 1 - pixel.y));
}
