// The picture from its passes: drawn pixels as they are, the others from their drawn neighbours, as reconstruct.ts defines it.
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;
precision highp usampler2D;

uniform sampler2DArray passes; // half size, row 0 = top
uniform sampler2D whole;       // of tiles at level 4
uniform sampler2D anchors;     // quarter size
uniform usampler2D levels;     // tile levels
uniform ivec2 pictureSize;     // pixels, even

int levelAt(ivec2 p) {
  return int(texelFetch(levels, p >> 5, 0).r);
}

// Pixel at multiples of four, or of two above level 0: drawn in any case.
vec4 corner(ivec2 p) {
  int level = levelAt(p);
  if (level == 0) return texelFetch(anchors, p >> 2, 0);
  return level == 4 ? texelFetch(whole, p, 0) : texelFetch(passes, ivec3(p >> 1, 0), 0);
}

ivec2 nextTo(ivec2 p, int step) {
  return ivec2(p.x + step < pictureSize.x ? p.x + step : p.x, p.y + step < pictureSize.y ? p.y + step : p.y);
}

// Pixel at even coordinates.
vec4 anchor(ivec2 p) {
  if (levelAt(p) > 0) return corner(p);
  ivec2 low = p & ~3;
  ivec2 high = nextTo(low, 4);
  vec4 a = corner(low);
  if (p == low) return a;
  if (p.y == low.y) return 0.5 * (a + corner(ivec2(high.x, low.y)));
  if (p.x == low.x) return 0.5 * (a + corner(ivec2(low.x, high.y)));
  return 0.25 * (a + corner(ivec2(high.x, low.y)) + corner(ivec2(low.x, high.y)) + corner(high));
}

// Pixel of the picture, row 0 = top, premultiplied.
vec4 pixelAt(ivec2 p) {
  int level = levelAt(p);
  if (level == 4) return texelFetch(whole, p, 0);
  ivec2 inQuad = p & 1;
  ivec2 low = p - inQuad;
  if (inQuad == ivec2(0)) return anchor(low);
  int drawnBy = inQuad == ivec2(1) ? 1 : inQuad.x == 1 ? 2 : 3;
  if (level > drawnBy) return texelFetch(passes, ivec3(p >> 1, drawnBy), 0);
  ivec2 high = nextTo(low, 2);
  vec4 a = anchor(low);
  vec4 b = inQuad.x == 1 ? anchor(ivec2(high.x, low.y)) : a;
  if (inQuad == ivec2(1)) return 0.25 * (a + b + anchor(ivec2(low.x, high.y)) + anchor(high));
  vec4 between = 0.5 * (a + (inQuad.x == 1 ? b : anchor(ivec2(low.x, high.y))));
  // From level 2 on the quad's far corner is drawn and touches both missing pixels.
  return level < 2 ? between : 0.5 * (between + texelFetch(passes, ivec3(p >> 1, 1), 0));
}
