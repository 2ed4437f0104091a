import { useTexts } from "../i18n/LanguageContext";
import type { SourceKind } from "../review/sources";

const signs: Record<SourceKind, React.ReactNode> = {
  camera: <path d="M1.5 4.5h3l1-1.5h5l1 1.5h3v8h-13zM8 6a2.4 2.4 0 1 0 0 4.8A2.4 2.4 0 0 0 8 6z" />,
  sensor: <path d="M8 9v5.5M5 14.5h6M8 6.4a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM4.9 10.8a4.4 4.4 0 0 1 0-6.2M11.1 4.6a4.4 4.4 0 0 1 0 6.2M2.8 12.6a7 7 0 0 1 0-9.8M13.2 2.8a7 7 0 0 1 0 9.8" />,
  city: <path d="M8 2.2a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM2.8 14c.4-3.2 2.4-4.8 5.2-4.8s4.8 1.6 5.2 4.8z" />,
};

/** By what a case is known: cameras, sensors, people, as signs with the words for those who need them. */
export function SourceMark({ kinds }: { kinds: SourceKind[] }) {
  const { t } = useTexts();
  const words = kinds.map((kind) => t(`source.${kind}`)).join(t("source.and"));
  return (
    <span className="source-mark" title={words}>
      {kinds.map((kind) => <SourceSign key={kind} kind={kind} />)}
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

export const SourceSign = ({ kind }: { kind: SourceKind }) => <svg className="source-sign" viewBox="0 0 16 16" aria-hidden="true">{signs[kind]}</svg>;
