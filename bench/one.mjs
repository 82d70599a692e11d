/** One candidate, one task, in a process of its own: prints what it found and took, as JSON. */
import { CANDIDATES } from "./candidates.mjs";
import { SIZES } from "./shape.mjs";

const [name, task, sizeName, file] = process.argv.slice(2);
const candidate = CANDIDATES[name];
const found = task === "write" ? await candidate.write(SIZES[sizeName], file) : await candidate.read(file);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ found: found ?? null, megabytes: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }));
