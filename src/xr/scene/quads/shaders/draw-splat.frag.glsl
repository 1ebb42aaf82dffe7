// What a splat adds to a pixel, premultiplied; with COUNT, that it was asked.
precision highp float;

in vec2 deviation;
flat in vec4 paint;
flat in float leastAlpha;

out vec4 outColor;

void main() {
#ifdef COUNT
  outColor = vec4(1.0);
#else
  float alpha = paint.a * exp(-0.5 * dot(deviation, deviation));
  alpha = alpha < leastAlpha ? 0.0 : min(MAX_ALPHA, alpha);
  outColor = vec4(paint.rgb * alpha, alpha);
#endif
}
