import type { AppServer } from '../../harness/app-server.ts';
import type { Row, SuiteContext, Summary } from '../../harness/suite.ts';
import type { FaultLog } from './fault-log.ts';

export interface PartResult {
  readonly rows: readonly Row[];
  /** Keys of the suite's summary. */
  readonly figures: Summary;
}

/** A part that needs the built application in a browser. What must not happen goes into the log. */
export type PagePart = (context: SuiteContext, server: AppServer, log: FaultLog) => Promise<PartResult>;
