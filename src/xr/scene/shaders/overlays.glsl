// Overlays of both renderers, compiled in while they are wanted. Each is a colour and how much of it covers the picture.
precision highp float;

#ifdef TILES
vec4 levelTint(float level, vec2 inTile) {
  vec3 color = level < 0.5 ? vec3(0.45, 0.25, 0.75)
    : level < 1.5 ? vec3(0.20, 0.40, 0.95)
    : level < 2.5 ? vec3(0.10, 0.75, 0.75)
    : level < 3.5 ? vec3(0.55, 0.85, 0.20)
    : vec3(1.0, 0.75, 0.15);
  vec2 fromMiddle = abs(inTile - 0.5);
  return vec4(color, max(fromMiddle.x, fromMiddle.y) > 0.47 ? 0.65 : 0.30);
}
#endif

#ifdef RINGS
uniform vec3 ringCentre; // unit vector, current eye space
uniform vec3 ringDeg;    // radii r4, r3, r2

vec4 ringTint(vec3 direction) {
  vec3 ray = normalize(direction);
  float angle = degrees(atan(length(cross(ray, ringCentre)), dot(ray, ringCentre)));
  float width = 1.2 * max(fwidth(angle), 0.02);
  vec3 near = 0.85 - 0.85 * smoothstep(vec3(0.5 * width), vec3(1.5 * width), abs(vec3(angle) - ringDeg));
  vec3 color = near.z > max(near.x, near.y) ? vec3(0.40, 0.65, 1.0)
    : near.y > near.x ? vec3(0.45, 0.90, 0.60)
    : vec3(1.0, 0.80, 0.30);
  return vec4(color, max(near.x, max(near.y, near.z)));
}
#endif
