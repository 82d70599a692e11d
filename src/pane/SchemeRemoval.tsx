/** Taking back the sheets that a template brought: which would go and which stay, before anything is deleted. */
import { Button, Checkbox, MessageBar, MessageBarBody, mergeClasses } from "@fluentui/react-components";
import { type ReactElement, useEffect, useState } from "react";
import type { Drafted } from "../run/draftScorecards";
import type { RemovableScheme } from "../run/removeScheme";
import { isFromTemplate } from "../run/starters/list";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";

/** Leads there, as long as the scheme says of itself that it is a template's. */
export function RemovalOffer({ drafted: { scheme }, onRemove }: { readonly drafted: Drafted; readonly onRemove: () => void }): ReactElement | null {
  const { pane } = usePane();
  if (!scheme || !isFromTemplate(scheme.settings)) return null;
  return (
    <div>
      <Button size="small" onClick={onRemove}>
        {pane.removal.offer}
      </Button>
    </div>
  );
}

interface SchemeRemovalProps {
  readonly look: () => Promise<RemovableScheme | null>;
  readonly onRemove: (changedToo: boolean) => void;
}

export function SchemeRemoval({ look, onRemove }: SchemeRemovalProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  const [changedToo, setChangedToo] = useState(false);
  const seen = useSeen(look);
  if (!seen) return <p className={shared.caption}>{pane.removal.looking}</p>;
  const { found } = seen;
  if (!found) return <Told intent="info">{pane.removal.nothing}</Told>;
  const { asAdded, written, changed } = found;
  const needing = changedToo ? found.needing.changedGo : found.needing.changedStay;
  const going = asAdded.length + written.length + (changedToo ? changed.length : 0);
  return (
    <>
      <p className={shared.text}>{pane.removal.lead}</p>
      <Names title={pane.removal.asAdded} names={asAdded} />
      {written.length > 0 && <Names title={pane.removal.written} names={written} />}
      {changed.length > 0 && (
        <section className={shared.section}>
          <Names title={pane.removal.changed(changed.length)} names={changed} />
          <Checkbox label={pane.removal.changedToo} checked={changedToo} onChange={(_event, { checked }) => setChangedToo(checked === true)} />
        </section>
      )}
      {needing.length > 0 ? (
        <Told intent="error">{pane.removal.needing(needing.join(", "))}</Told>
      ) : (
        <>
          <Told intent="warning">{pane.removal.forGood}</Told>
          <Button appearance="primary" onClick={() => onRemove(changedToo)}>
            {pane.removal.run(going)}
          </Button>
        </>
      )}
    </>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }): ReactElement {
  const shared = usePaneStyles();
  return (
    <section className={shared.section}>
      <h2 className={shared.title}>{title}</h2>
      <ul className={mergeClasses(shared.list, shared.topRule)}>
        {names.map((name) => (
          <li key={name} className={mergeClasses(shared.row, shared.text)}>
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Told({ intent, children }: { readonly intent: "info" | "warning" | "error"; readonly children: string }): ReactElement {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

/** null: still looking. */
function useSeen(look: () => Promise<RemovableScheme | null>): { readonly found: RemovableScheme | null } | null {
  const [seen, setSeen] = useState<{ readonly found: RemovableScheme | null } | null>(null);
  useEffect(() => {
    let current = true;
    look().then(
      (found) => current && setSeen({ found }),
      // A workbook that cannot be read any more has nothing to remove; reading again says why.
      () => current && setSeen({ found: null }),
    );
    return () => {
      current = false;
    };
  }, [look]);
  return seen;
}
