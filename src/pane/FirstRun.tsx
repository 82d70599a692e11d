/** A workbook without a scheme: what is missing, and the ways on: a template with sample figures, a blank scheme, or sheets that are elsewhere. */
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { DocumentArrowDown20Regular, DocumentTable20Regular, TextBulletListTree20Regular } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import type { Finding } from "../kpi/finding";
import { STARTERS, type StarterKey } from "../run/starters/list";
import { sentenceOf } from "../text/findingSentence";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  card: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  templates: {
    alignSelf: "stretch",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    margin: "4px 0 0",
    padding: 0,
    listStyle: "none",
  },
  template: { width: "100%", justifyContent: "flex-start", textAlign: "left", padding: "6px 10px" },
  templateName: { fontWeight: tokens.fontWeightSemibold },
  about: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere", fontWeight: tokens.fontWeightRegular },
  body: { flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column", alignItems: "flex-start", rowGap: tokens.spacingVerticalXS },
});

interface FirstRunProps {
  /** What the reading found missing. */
  readonly findings: readonly Finding[];
  readonly onAddScheme: (starter: StarterKey | "blank") => void;
  readonly onReadAgain: () => void;
}

export function FirstRun({ findings, onAddScheme, onReadAgain }: FirstRunProps): ReactElement {
  const { pane, language } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const pick = language === "zh" ? 0 : 1;
  return (
    <>
      <section className={shared.section}>
        <h2 className={styles.title}>{pane.first.title}</h2>
        <p className={shared.text}>{pane.first.body}</p>
        {findings
          .filter((one) => one.code === "noSchemeSheets")
          .map((one, place) => (
            <p key={place} className={shared.caption}>
              {sentenceOf(one, words)}
            </p>
          ))}
      </section>
      <WayOn icon={<TextBulletListTree20Regular />} title={pane.first.starter} body={pane.first.starterBody}>
        <ul className={styles.templates} aria-label={pane.first.starter}>
          {STARTERS.map(({ key, name, about }) => (
            <li key={key}>
              <Template name={name[pick]} about={about[pick]} onChoose={() => onAddScheme(key)} />
            </li>
          ))}
        </ul>
      </WayOn>
      <WayOn icon={<DocumentTable20Regular />} title={pane.first.blank} body={pane.first.blankBody}>
        <Button onClick={() => onAddScheme("blank")}>{pane.first.addStarter}</Button>
      </WayOn>
      <WayOn icon={<DocumentArrowDown20Regular />} title={pane.first.ownSheets} body={pane.first.ownSheetsBody}>
        <Button onClick={onReadAgain}>{pane.readAgain}</Button>
      </WayOn>
      <p className={shared.caption}>
        {pane.privacy}
        <br />
        <Link href={pane.guidePage} target="_blank" rel="noreferrer">
          {pane.guide}
        </Link>
      </p>
    </>
  );
}

/** One press begins with it. */
function Template({ name, about, onChoose }: { readonly name: string; readonly about: string; readonly onChoose: () => void }): ReactElement {
  const styles = useStyles();
  const shared = usePaneStyles();
  return (
    <Button className={styles.template} onClick={onChoose}>
      <span className={styles.about}>
        <span className={styles.templateName}>{name}</span>
        <span className={shared.caption}>{about}</span>
      </span>
    </Button>
  );
}

function WayOn({
  icon,
  title,
  body,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly body: string;
  readonly children: ReactNode;
}): ReactElement {
  const styles = useStyles();
  const shared = usePaneStyles();
  return (
    <section className={styles.card}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.body}>
        <h3 className={shared.title}>{title}</h3>
        <p className={shared.caption}>{body}</p>
        {children}
      </div>
    </section>
  );
}
