import { useTexts } from "../i18n/LanguageContext";

export function LanguageSwitch() {
  const { t, language, setLanguage } = useTexts();
  return (
    <div className="language" role="group" aria-label={t("language.label")}>
      <button type="button" lang="zh-CN" aria-pressed={language === "zh"} onClick={() => setLanguage("zh")}>中文</button>
      <button type="button" lang="en" aria-pressed={language === "en"} onClick={() => setLanguage("en")}>EN</button>
    </div>
  );
}
