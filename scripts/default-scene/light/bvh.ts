// Bounding volume hierarchy over triangles with closest-hit and any-hit queries. Binned surface-area splits, nearer
// child first.
import type { Patch } from '../core/patch.ts';
import type { Vec3 } from '../core/vec.ts';
import { chooseSplit } from './surface-area-split.ts';

export interface Hit {
  distance: number;
  /** Patch that was hit and where on it; -1 = nothing. */
  patch: number;
  u: number;
  v: number;
  /** Whether the front of the patch was hit. */
  front: boolean;
}

const LEAF = 4;

export class Bvh {
  /** 9 floats a triangle: corner, edge 1, edge 2. */
  private readonly tris: Float64Array;
  private readonly owner: Int32Array;
  /** u, v of the three corners. */
  private readonly uvs: Float32Array;
  /** 6 floats a node: minimum, maximum. */
  private readonly boxes: Float64Array;
  /** Two ints a node: inner = (-1 - left, right), leaf = (first, count). */
  private readonly links: Int32Array;
  private readonly axes: Uint8Array;
  private readonly stack = new Int32Array(128);
  private nodes = 0;

  constructor(patches: readonly Patch[]) {
    const corners: number[] = [];
    const owners: number[] = [];
    const uv: number[] = [];
    patches.forEach((patch, index) => {
      if (!patch.casts) return;
      const [nu, nv] = patch.segments;
      const grid: Vec3[] = [];
      for (let j = 0; j <= nv; j++) for (let i = 0; i <= nu; i++) grid.push(patch.at(i / nu, j / nv));
      const put = (...ids: number[]) => {
        for (const k of ids) {
          corners.push(...grid[k]!);
          uv.push((k % (nu + 1)) / nu, Math.floor(k / (nu + 1)) / nv);
        }
        owners.push(index);
      };
      for (let j = 0; j < nv; j++) {
        for (let i = 0; i < nu; i++) {
          const k = j * (nu + 1) + i;
          put(k, k + 1, k + nu + 2);
          put(k, k + nu + 2, k + nu + 1);
        }
      }
    });
    const n = owners.length;
    const centers = new Float64Array(n * 3);
    for (let i = 0; i < n; i++) {
      for (let a = 0; a < 3; a++) {
        centers[i * 3 + a] = (corners[i * 9 + a]! + corners[i * 9 + 3 + a]! + corners[i * 9 + 6 + a]!) / 3;
      }
    }
    const order = Int32Array.from({ length: n }, (_, i) => i);
    this.boxes = new Float64Array(n * 12 + 6);
    this.links = new Int32Array(n * 4 + 2);
    this.axes = new Uint8Array(n * 2 + 1);
    this.build(order, 0, n, centers, corners);
    this.tris = new Float64Array(n * 9);
    this.owner = new Int32Array(n);
    this.uvs = new Float32Array(n * 6);
    order.forEach((from, to) => {
      for (let a = 0; a < 3; a++) {
        const p = corners[from * 9 + a]!;
        this.tris[to * 9 + a] = p;
        this.tris[to * 9 + 3 + a] = corners[from * 9 + 3 + a]! - p;
        this.tris[to * 9 + 6 + a] = corners[from * 9 + 6 + a]! - p;
      }
      this.owner[to] = owners[from]!;
      for (let k = 0; k < 6; k++) this.uvs[to * 6 + k] = uv[from * 6 + k]!;
    });
  }

  get triangleCount(): number {
    return this.owner.length;
  }

  private build(order: Int32Array, lo: number, hi: number, centers: Float64Array, corners: number[]): number {
    const node = this.nodes++;
    const box = this.boxes.subarray(node * 6, node * 6 + 6);
    box.set([Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]);
    for (let i = lo; i < hi; i++) {
      for (let k = 0; k < 9; k++) {
        const x = corners[order[i]! * 9 + k]!;
        box[k % 3] = Math.min(box[k % 3]!, x - 1e-6);
        box[3 + (k % 3)] = Math.max(box[3 + (k % 3)]!, x + 1e-6);
      }
    }
    if (hi - lo <= LEAF) {
      this.links[node * 2] = lo;
      this.links[node * 2 + 1] = hi - lo;
      return node;
    }
    const { axis, mid } = chooseSplit(order, lo, hi, centers, corners);
    this.axes[node] = axis;
    const left = this.build(order, lo, mid, centers, corners);
    const right = this.build(order, mid, hi, centers, corners);
    this.links[node * 2] = -1 - left;
    this.links[node * 2 + 1] = right;
    return node;
  }

  /** Closest triangle within `far` metres along a unit direction; both sides count. Writes into `hit`. */
  trace(o: Vec3, d: Vec3, far: number, hit: Hit): boolean {
    return this.walk(o, d, far, hit, false);
  }

  /** Whether anything stands within `far` metres. */
  blocked(o: Vec3, d: Vec3, far: number): boolean {
    return this.walk(o, d, far, null, true);
  }

  private walk(o: Vec3, d: Vec3, far: number, hit: Hit | null, any: boolean): boolean {
    const { boxes, links, tris, stack, axes } = this;
    const [ox, oy, oz] = o;
    const [dx, dy, dz] = d;
    const ix = 1 / dx;
    const iy = 1 / dy;
    const iz = 1 / dz;
    let best = far;
    let found = -1;
    let fu = 0;
    let fv = 0;
    let front = true;
    let top = 0;
    stack[top++] = 0;
    while (top > 0) {
      const node = stack[--top]!;
      const b = node * 6;
      const x0 = (boxes[b]! - ox) * ix;
      const x1 = (boxes[b + 3]! - ox) * ix;
      const y0 = (boxes[b + 1]! - oy) * iy;
      const y1 = (boxes[b + 4]! - oy) * iy;
      const z0 = (boxes[b + 2]! - oz) * iz;
      const z1 = (boxes[b + 5]! - oz) * iz;
      const near = Math.max(x0 < x1 ? x0 : x1, y0 < y1 ? y0 : y1, z0 < z1 ? z0 : z1, 0);
      const away = Math.min(x0 < x1 ? x1 : x0, y0 < y1 ? y1 : y0, z0 < z1 ? z1 : z0, best);
      if (!(near <= away)) continue;
      const first = links[node * 2]!;
      const second = links[node * 2 + 1]!;
      if (first < 0) {
        const forward = (axes[node] === 0 ? dx : axes[node] === 1 ? dy : dz) > 0;
        stack[top++] = forward ? second : -1 - first;
        stack[top++] = forward ? -1 - first : second;
        continue;
      }
      for (let i = first; i < first + second; i++) {
        const t = i * 9;
        const ax = tris[t + 3]!;
        const ay = tris[t + 4]!;
        const az = tris[t + 5]!;
        const bx = tris[t + 6]!;
        const by = tris[t + 7]!;
        const bz = tris[t + 8]!;
        const px = dy * bz - dz * by;
        const py = dz * bx - dx * bz;
        const pz = dx * by - dy * bx;
        const det = ax * px + ay * py + az * pz;
        if (det > -1e-14 && det < 1e-14) continue;
        const inv = 1 / det;
        const sx = ox - tris[t]!;
        const sy = oy - tris[t + 1]!;
        const sz = oz - tris[t + 2]!;
        const u = (sx * px + sy * py + sz * pz) * inv;
        if (u < 0 || u > 1) continue;
        const qx = sy * az - sz * ay;
        const qy = sz * ax - sx * az;
        const qz = sx * ay - sy * ax;
        const v = (dx * qx + dy * qy + dz * qz) * inv;
        if (v < 0 || u + v > 1) continue;
        const distance = (bx * qx + by * qy + bz * qz) * inv;
        if (distance <= 1e-5 || distance >= best) continue;
        if (any) return true;
        best = distance;
        found = i;
        fu = u;
        fv = v;
        front = det > 0;
      }
    }
    if (found < 0 || !hit) return false;
    const k = found * 6;
    const w = 1 - fu - fv;
    hit.distance = best;
    hit.patch = this.owner[found]!;
    hit.front = front;
    hit.u = w * this.uvs[k]! + fu * this.uvs[k + 2]! + fv * this.uvs[k + 4]!;
    hit.v = w * this.uvs[k + 1]! + fu * this.uvs[k + 3]! + fv * this.uvs[k + 5]!;
    return true;
  }
}
