const neededMajor = 24;

/** What to do when this Node is too old to run the platform; null when it is not. */
export function nodeProblem(version: string): string | null {
  if (Number(version.split('.')[0]) >= neededMajor) return null;
  return `OpenVisit needs Node ${neededMajor} or newer, and this is Node ${version}.
  Start it with \`npm start\`: \`npm install\` brings the right Node for most machines.
  If it still says so, npm has none for this machine: install Node ${neededMajor} from https://nodejs.org and try again.`;
}
