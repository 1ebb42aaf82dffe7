// Keeps every later splat off the pixels that let no more light through: writes depth zero there.
precision highp float;
precision highp int;
#ifdef LAYERED
precision highp sampler2DArray;
uniform sampler2DArray drawn;
uniform int layer;
#else
precision highp sampler2D;
uniform sampler2D drawn;
#endif

out vec4 outColor;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
#ifdef LAYERED
  float alpha = texelFetch(drawn, ivec3(pixel, layer), 0).a;
#else
  float alpha = texelFetch(drawn, pixel, 0).a;
#endif
  if (alpha < OPAQUE) discard;
  outColor = vec4(0.0);
  gl_FragDepth = 0.0;
}
