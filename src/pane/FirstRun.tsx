/** A workbook without a scheme: what is missing, and two ways on. */
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { DocumentArrowDown20Regular, DocumentTable20Regular } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import type { Finding } from "../kpi/finding";
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
  body: { minWidth: 0, display: "flex", flexDirection: "column", alignItems: "flex-start", rowGap: tokens.spacingVerticalXS },
});

interface FirstRunProps {
  /** What the reading found missing. */
  readonly findings: readonly Finding[];
  readonly onAddScheme: () => void;
  readonly onReadAgain: () => void;
}

export function FirstRun({ findings, onAddScheme, onReadAgain }: FirstRunProps): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
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
      <WayOn icon={<DocumentTable20Regular />} title={pane.first.starter} body={pane.first.starterBody}>
        <Button appearance="primary" onClick={onAddScheme}>
          {pane.first.addStarter}
        </Button>
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
