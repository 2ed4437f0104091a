import type { Problem, ProblemCode } from "../api/types";

/** The code of the newest standard. */
export function codeOf(problem: Problem | undefined): ProblemCode | undefined {
  return problem?.codes.reduce<ProblemCode | undefined>((newest, code) => (!newest || code.version > newest.version ? code : newest), undefined);
}

export const isUnconfirmed = (code: Pick<ProblemCode, "confidence">) => code.confidence !== "confirmed";
