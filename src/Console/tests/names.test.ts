import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { zh } from "../src/i18n/zh";
import { caseStates } from "../src/life/moves";

const source = (path: string) => readFileSync(resolve(import.meta.dirname, "../..", path), "utf8");

/** The members of a C# enumeration. */
function members(path: string, name: string): string[] {
  const body = new RegExp(`enum ${name}\\s*\\{([^}]*)\\}`).exec(source(path))?.[1] ?? "";
  return [...body.replace(/\/\/.*$/gm, "").matchAll(/^\s*([A-Z]\w+)\b/gm)].map(([, member]) => member!);
}

/** The texts of a C# class of constants. */
function constants(path: string, name: string): string[] {
  const body = new RegExp(`class ${name}\\b[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(source(path))?.[1] ?? "";
  return [...body.matchAll(/const string \w+ = "([a-z-]+)"/g)].map(([, text]) => text!);
}

/** The keys of a C# table `["name"] = …`. */
const tableKeys = (path: string) => [...source(path).matchAll(/^\s*\["([a-z-]+)"\] =/gm)].map(([, key]) => key!);

/** The names that the doc of a C# property lists in `<c>`. */
function documented(path: string, property: string): string[] {
  const doc = new RegExp(`((?:^ *///.*\\n)+) *public required \\w+ ${property} `, "m").exec(source(path))?.[1] ?? "";
  return [...doc.matchAll(/<c>([a-z-]+)<\/c>/g)].map(([, name]) => name!);
}

const problems = (JSON.parse(source("CaseBridge/Catalogue/problems.json")) as { name: string }[]).map(({ name }) => name);

/** Each list of names in the C# code, the text that the console has for one, and how many there must at least be, so that a moved file does not pass for no names. */
const named: [what: string, names: string[], key: (name: string) => string, atLeast: number][] = [
  ["problems of the catalogue", problems, (name) => `problem.${name}`, 11],
  ["problems of the wire", constants("Contracts/CandidateParts.cs", "Problems"), (name) => `problem.${name}`, 11],
  ["states of a case", constants("CaseBridge/Store/CaseStates.cs", "CaseStates"), (name) => `state.${name}`, 11],
  ["reasons of deduplication", members("CaseBridge/Deduplication/DecisionReason.cs", "DecisionReason"), (name) => `decision.${name.toLowerCase()}`, 12],
  ["rules on pictures", tableKeys("EdgeAgent/Rules/KnownRules.cs"), (name) => `rule.${name}`, 3],
  ["rules on readings", tableKeys("EdgeAgent/Rules/Readings/KnownReadingRules.cs"), (name) => `rule.${name}`, 6],
  ["rules on pictures, as settings say them", tableKeys("EdgeAgent/Rules/KnownRules.cs"), (name) => `rule.words.${name}`, 3],
  ["answers of those who were asked", constants("Contracts/CandidateParts.cs", "CorroborationAnswers"), (name) => `answer.${name}`, 3],
  ["states of a camera", constants("Contracts/AgentStatus.cs", "CameraStates"), (name) => `camera.state.${name}`, 7],
  ["states of a sensor", constants("Contracts/SensorPage.cs", "SensorStates"), (name) => `sensor.state.${name}`, 6],
  ["kinds of suppression", constants("CaseBridge/Deduplication/Suppression.cs", "SuppressionKinds"), (name) => `quiet.kind.${name}`, 4],
  ["kinds of verdict", constants("CaseBridge/Verdicts/Verdict.cs", "VerdictKinds"), (name) => `toast.${name}`, 4],
  ["kinds of verdict, in the history", constants("CaseBridge/Verdicts/Verdict.cs", "VerdictKinds"), (name) => `history.${name}`, 4],
  ["changes in the history", documented("CaseBridge/Store/HistoryRows.cs", "Change"), (name) => `history.${name}`, 7],
  ["proposals of a second look, in the history", constants("CaseBridge/Rechecks/RecheckStates.cs", "RecheckProposals"), (name) => `history.${name}-proposed`, 2],
  ["changes of a case, in the history", constants("CaseBridge/Life/CaseChange.cs", "ChangeKinds"), (name) => `history.${name}`, 9],
  ["changes of a case, as they are asked for", constants("CaseBridge/Life/CaseChange.cs", "ChangeKinds"), (name) => `change.${name}.help`, 9],
  ["states of a limit", members("CaseBridge/Calendar/DeadlineClock.cs", "ClockState"), (name) => `limit.${kebab(name)}`, 4],
  ["bases of a code", members("CaseBridge/Catalogue/CaseCoder.cs", "CodingBasis"), (name) => `code.basis.${kebab(name)}`, 4],
  ["states of a filing", constants("CaseBridge/Filing/Filing.cs", "FilingStates"), (name) => `filing.state.${name}`, 5],
  ["kinds of filing", constants("CaseBridge/Filing/Filing.cs", "FilingKinds"), (name) => `filing.kind.${name}`, 3],
  ["those who report to the city", [...source("CaseBridge/Filing/City/ImportedCase.cs").matchAll(/^\s*new\("([a-z]+)", "/gm)].map(([, name]) => name!), (name) => `reporter.${name}`, 9],
  ["states of a second look", constants("CaseBridge/Rechecks/RecheckStates.cs", "RecheckStates"), (name) => `recheck.state.${name}`, 5],
  ["proposals of a second look", constants("CaseBridge/Rechecks/RecheckStates.cs", "RecheckProposals"), (name) => `recheck.proposal.${name}`, 2],
  ["answers of a second look", constants("Contracts/Recheck.cs", "RecheckAnswers"), (name) => `recheck.answer.${name}`, 3],
  ["why a second look told nothing", [...constants("Contracts/Recheck.cs", "RecheckObstacles"), ...constants("CaseBridge/Rechecks/RecheckStates.cs", "RecheckSilences")], (name) => `recheck.why.${name}`, 13],
];

const kebab = (name: string) => name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();

describe("names that the bridge and the agent write", () => {
  for (const [what, names, key, atLeast] of named)
    it(`have a text in both languages: ${what}`, () => {
      expect(names.length, `${what}: found ${names.join(", ")}`).toBeGreaterThanOrEqual(atLeast);
      expect(names.map(key).filter((text) => !(text in en) || !(text in zh))).toEqual([]);
    });

  it("are the states that the console offers", () => {
    expect(constants("CaseBridge/Store/CaseStates.cs", "CaseStates").filter((state) => !(caseStates as readonly string[]).includes(state))).toEqual([]);
  });
});
