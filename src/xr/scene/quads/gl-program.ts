/** A linked program and where its uniforms are. */
export interface GlProgram<U extends string> {
  readonly program: WebGLProgram;
  readonly at: Readonly<Record<U, WebGLUniformLocation | null>>;
}

export interface ProgramSource<U extends string> {
  readonly name: string;
  /** GLSL ES 3.00 without the version line. */
  readonly vertex: string;
  readonly fragment: string;
  readonly defines?: Readonly<Record<string, string | number>>;
  readonly uniforms: readonly U[];
  /** Samplers in the order of the texture units that they read. */
  readonly samplers?: readonly string[];
}

/**
 * Compiles and links a program and gives its samplers their units. Leaves it in use.
 * @throws Error with the driver's words where it refuses, unless the context is lost
 */
export function createProgram<U extends string>(
  gl: WebGL2RenderingContext,
  { name, vertex, fragment, defines = {}, uniforms, samplers = [] }: ProgramSource<U>,
): GlProgram<U> {
  const lines = Object.entries(defines).map(([key, value]) => `#define ${key} ${value}\n`);
  const head = `#version 300 es\n${lines.join('')}`;
  const program = gl.createProgram();
  const shaders = [[gl.VERTEX_SHADER, vertex] as const, [gl.FRAGMENT_SHADER, fragment] as const].map(
    ([type, source]) => {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, head + source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      return shader;
    },
  );
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const words = [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(program)];
    throw new Error(`The shader ${name} does not work here: ${words.filter(Boolean).join(' ').trim()}`);
  }
  for (const shader of shaders) gl.deleteShader(shader);
  gl.useProgram(program);
  samplers.forEach((sampler, unit) => {
    gl.uniform1i(gl.getUniformLocation(program, sampler), unit);
  });
  const at = {} as Record<U, WebGLUniformLocation | null>;
  for (const uniform of uniforms) at[uniform] = gl.getUniformLocation(program, uniform);
  return { program, at };
}
