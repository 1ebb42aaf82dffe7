import type { RawSplats } from '../../../src/workers/splats/formats/raw-splats.ts';
import type { SceneInfo } from '../../../src/workers/splats/splat-client.ts';
import type { AllocationLedger } from './allocation-ledger.ts';
import { infoFault, splatsFault } from './finite-splats.ts';
import { memoryBound } from './memory-bound.ts';
import { openSubject } from './open-subject.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';
import { drawSmall } from './small-pictures.ts';
import { type Subject, subjectBytes, subjectNames } from './subject.ts';

/** What became of a file, and what it cost. */
export interface Examined extends Outcome {
  /** Of the pictures; 0 where there are none. */
  readonly fingerprint: number;
  /** Bytes that were asked for outside of the JS heap. */
  readonly bytes: number;
}

/** Opens a file as the application would, draws it small, and judges what happened. Never throws. */
export async function examine(
  subject: Subject,
  module: WebAssembly.Module,
  ledger: AllocationLedger,
): Promise<Examined> {
  ledger.clear();
  const { fingerprint, ...outcome } = await openAndDraw(subject, module);
  const bytes = ledger.bytes();
  const bound = memoryBound(subject.format, subjectBytes(subject));
  if ((outcome.kind === 'decoded' || outcome.kind === 'refused') && bytes > bound) {
    const text = `asked for ${bytes} bytes, more than ${bound} (then: ${outcome.kind} ${outcome.text})`;
    return { kind: 'unbounded memory', text, fingerprint, bytes };
  }
  return { ...outcome, fingerprint, bytes };
}

async function openAndDraw(
  subject: Subject,
  module: WebAssembly.Module,
): Promise<Outcome & { fingerprint: number }> {
  try {
    let last: Outcome & { fingerprint: number } = {
      kind: 'crash',
      text: 'nothing was opened',
      fingerprint: 0,
    };
    for await (const { info, raw } of openSubject(subject)) {
      last = judgeScene(info, raw, module);
      if (last.kind !== 'decoded') break;
    }
    return last;
  } catch (error) {
    return { ...outcomeOfError(error, subjectNames(subject)), fingerprint: 0 };
  }
}

function judgeScene(
  info: SceneInfo,
  raw: RawSplats,
  module: WebAssembly.Module,
): Outcome & { fingerprint: number } {
  const wrong = splatsFault(raw) ?? infoFault(info, raw);
  if (wrong) return { kind: 'crash', text: wrong, fingerprint: 0 };
  const { fingerprint, fault } = drawSmall(info.name, raw, info.bounds, module);
  return fault ? { kind: 'crash', text: fault, fingerprint } : { kind: 'decoded', text: '', fingerprint };
}
