import { layerViolations } from './layer-rules.ts';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles();
const violations = files.flatMap(layerViolations);
for (const violation of violations) console.error(violation);
console.log(`layers: ${files.length} files, ${violations.length} violations`);
if (violations.length > 0) process.exitCode = 1;
