import path from 'node:path';
import { type BenchBrowser, openBenchBrowser } from './browser.ts';
import { htmlReport } from './html-report.ts';
import { currentCommit, describeMachine } from './machine.ts';
import { type Report, writeJson, writeText } from './report.ts';
import type { Suite } from './suite.ts';

export interface RunOptions {
  /** The project's folder. */
  readonly root: string;
  readonly loadAtStart: number;
  readonly json: string | null;
  readonly html: string | null;
  readonly quick: boolean;
  readonly only: ReadonlySet<string> | null;
  readonly minutes: number | null;
  readonly replay: string | null;
  readonly choose: boolean;
  readonly publish: boolean;
}

/** Runs one suite, writes its JSON file and its page, and closes what it opened, also on failure. */
export async function runSuite(suite: Suite, options: RunOptions): Promise<Report> {
  const outDir = path.join(options.root, 'bench/out', suite.name);
  const date = new Date().toISOString();
  const notes: string[] = [];
  let opening: Promise<BenchBrowser> | null = null;
  try {
    const result = await suite.run({
      quick: options.quick,
      only: options.only,
      minutes: options.minutes,
      replay: options.replay,
      choose: options.choose,
      publish: options.publish,
      root: options.root,
      outDir,
      log: (line) => console.error(line),
      note(sentence) {
        notes.push(sentence);
        console.error(`note: ${sentence}`);
      },
      browser() {
        opening ??= openBenchBrowser(options.root);
        return opening;
      },
    });
    const report: Report = {
      suite: suite.name,
      machine: describeMachine(options.loadAtStart, await settled(opening)),
      commit: currentCommit(options.root),
      date,
      quick: options.quick,
      notes,
      targets: suite.targets,
      ...result,
    };
    // A second look must not take the place of the run that it looks at.
    const file = options.replay === null ? outDir : `${outDir}-replay`;
    await writeJson(options.json ?? `${file}.json`, report);
    await writeText(options.html ?? htmlBeside(options.json) ?? `${file}.html`, htmlReport(report));
    return report;
  } finally {
    await (await settled(opening))?.close();
  }
}

/** The page goes beside the JSON file when only that was named. */
function htmlBeside(json: string | null): string | null {
  return json === null ? null : json.replace(/(\.json)?$/, '.html');
}

async function settled(opening: Promise<BenchBrowser> | null): Promise<BenchBrowser | null> {
  return opening ? opening.catch(() => null) : null;
}
