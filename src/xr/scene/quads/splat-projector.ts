import { JACOBIAN_LIMIT } from '../../../kernels/splats/reference/project-splat.ts';
import { bindTexture } from './gl-texture.ts';
import type { ListTextures } from './list-textures.ts';
import type { PassTargets } from './pass-targets.ts';
import { type QuadFrame, type QuadView, writeRotation } from './quad-view.ts';
import { RecordTarget } from './record-target.ts';
import type { SceneTextures } from './scene-textures.ts';
import { createProjectProgram, MOST_EXTENT, type ProjectProgram } from './splat-programs.ts';

/** First step of a view: every splat of the list, projected once, as a record for all passes. */
export class SplatProjector {
  readonly records: RecordTarget;
  /** By degree of harmonics. */
  private readonly programs: (ProjectProgram | null)[] = [null, null, null, null];
  private readonly rotation = new Float32Array(9);

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.records = new RecordTarget(gl);
  }

  /** Compiles what a scene takes, so that no frame waits for it. */
  prepare(degree: 0 | 1 | 2 | 3): ProjectProgram {
    const program = this.programs[degree] ?? createProjectProgram(this.gl, degree);
    this.programs[degree] = program;
    return program;
  }

  /** Blending and depth test must be off. Allocates only while lists grow. */
  project(
    scene: SceneTextures,
    list: ListTextures,
    view: QuadView,
    frame: QuadFrame,
    targets: PassTargets,
  ): void {
    const { gl, records } = this;
    const { program, at } = this.prepare(scene.scene.shDegree);
    records.bind(list.count);
    gl.useProgram(program);
    gl.uniform1i(at.count, list.count);
    gl.uniform1i(at.splatCount, scene.scene.splatCount);
    gl.uniform1f(at.harmonicScale, scene.scene.harmonicScale);
    this.setEye(at, view);
    this.setGrade(at, frame);
    bindTexture(gl, 0, list.orderTexture);
    bindTexture(gl, 1, scene.words);
    bindTexture(gl, 2, scene.colors);
    bindTexture(gl, 3, scene.harmonics);
    bindTexture(gl, 4, scene.chunks);
    bindTexture(gl, 5, list.prefixTexture);
    bindTexture(gl, 6, targets.levelTexture);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  private setEye(at: ProjectProgram['at'], { geometry, position, orientation }: QuadView): void {
    const { gl, rotation } = this;
    const { left, right, up, down, width, height } = geometry;
    const focalX = width / (left + right);
    const focalY = height / (up + down);
    gl.uniform3fv(at.eyePosition, position);
    writeRotation(orientation, rotation);
    // Row by row it is eye to world, column by column the inverse.
    gl.uniformMatrix3fv(at.worldToEye, false, rotation);
    gl.uniform4f(at.pinhole, focalX, focalY, left * focalX, up * focalY);
    const limit = JACOBIAN_LIMIT;
    gl.uniform4f(at.tangentLimits, -limit * left, limit * right, -limit * down, limit * up);
    gl.uniform2f(at.pictureSize, width, height);
  }

  private setGrade(at: ProjectProgram['at'], { head, gaze, grade }: QuadFrame): void {
    const { gl } = this;
    gl.uniform3fv(at.headPosition, head);
    gl.uniform3fv(at.gaze, gaze);
    if (grade === null) {
      gl.uniform2f(at.gradeDeg, 1000, 1001);
      gl.uniform2f(at.maxStdDev, MOST_EXTENT, MOST_EXTENT);
      gl.uniform2f(at.minAlpha, 0, 0);
      gl.uniform2f(at.harmonicsDeg, 1000, 1000);
      return;
    }
    gl.uniform2f(at.gradeDeg, grade.startDeg, grade.endDeg);
    gl.uniform2f(at.maxStdDev, grade.maxStdDev[0], grade.maxStdDev[1]);
    gl.uniform2f(at.minAlpha, grade.minAlpha[0], grade.minAlpha[1]);
    gl.uniform2f(at.harmonicsDeg, grade.fullHarmonicsDeg, grade.someHarmonicsDeg);
  }

  dispose(): void {
    this.records.dispose();
    for (const made of this.programs) if (made) this.gl.deleteProgram(made.program);
  }
}
