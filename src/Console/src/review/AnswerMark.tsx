import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";

const signs: Record<string, React.ReactNode> = {
  agrees: <path d="M2 6.5l3 3L10.5 3" />,
  contradicts: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  "cannot-tell": <path d="M4 4.2a2 2 0 1 1 2.8 1.9q-.8.4-.8 1.3M6 9.6v.4" />,
};

/** What a second source says of the problem, as sign, word and colour. */
export function AnswerMark({ answer }: { answer: string }) {
  const { t } = useTexts();
  return (
    <span className={`answer answer-${answer}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">{signs[answer] ?? signs["cannot-tell"]}</svg>
      {textOr(t, `answer.${answer}`, answer)}
    </span>
  );
}
