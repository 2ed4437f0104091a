import type { Case, Problem } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName, useProblems } from "../shell/Problems";
import { ChoiceMenu } from "./ChoiceMenu";
import { codeOf } from "./codes";
import { kindsOf } from "./sources";
import type { Decision } from "./useVerdicts";

export function CorrectMenu({ of, onDecide, onClose }: { of: Case; onDecide: (decision: Decision) => void; onClose: () => void }) {
  const { t } = useTexts();
  const { all } = useProblems();
  const problemName = useProblemName();
  // What only a sensor can have is no choice for a camera's case.
  const fits = (problem: Problem) => problem.name !== of.problem && (problem.kind !== "equipment" || kindsOf(of).includes("sensor"));
  const choices = all.filter(fits).map((problem) => ({
    key: problem.name,
    content: <><span>{problemName(problem.name)}</span><span className="quiet code">{codeOf(problem)?.code}</span></>,
    onChoose: () => onDecide({ kind: "correct", problem: problem.name }),
  }));
  return <ChoiceMenu title={t("correct.title")} choices={choices} empty={t("correct.none")} onClose={onClose} />;
}
