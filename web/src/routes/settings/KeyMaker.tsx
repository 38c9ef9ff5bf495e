import { type FormEvent, useState } from "react";
import { Dialog } from "../../app/overlays";
import { api, cache } from "../../app/services";
import { toast } from "../../app/toasts";
import { Button } from "../../components/Button";
import { reason } from "../../lib/api/problem";
import { LASTING, madeKey, SCOPES } from "../../lib/api/session";

/** Makes a key, and shows it once. */
export function KeyMaker({ close }: { close: () => void }) {
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  return (
    <Dialog title="Make a key" className="key-maker" close={close}>
      <header className="dialog-head">
        <h2>{made === null ? "Make a key" : `The key of ${made.name}`}</h2>
        <Button icon="close" tone="quiet" isIconOnly onClick={close}>Close</Button>
      </header>
      {made === null
        ? <Wish close={close} done={(name, key) => setMade({ name, key })} />
        : <Shown text={made.key} close={close} />}
    </Dialog>
  );
}

function Wish({ close, done }: { close: () => void; done: (name: string, key: string) => void }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState("read");
  const [days, setDays] = useState<number | null>(90);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "" || isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.call("/api/keys", madeKey, {
        method: "POST",
        body: { name: name.trim(), scope, expires_in_days: days },
      });
      cache.refresh("keys");
      done(answer.made.name, answer.key);
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="key-maker-body">
        <label className="label">
          What it is for
          <input
            autoFocus
            className="field"
            value={name}
            maxLength={100}
            placeholder="backup, phone, script"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <fieldset className="label">
          <legend>What it may do</legend>
          {SCOPES.map((one) => (
            <label key={one.scope} className="check">
              <input
                type="radio"
                name="scope"
                checked={scope === one.scope}
                onChange={() => setScope(one.scope)}
              />
              <span>
                {one.title} <small>{one.text}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label className="label">
          How long it holds
          <select
            className="field"
            value={days ?? ""}
            onChange={(event) => setDays(event.target.value ? Number(event.target.value) : null)}
          >
            {LASTING.map((one) => (
              <option key={one.title} value={one.days ?? ""}>{one.title}</option>
            ))}
          </select>
        </label>
        {problem !== null && <p className="approve-problem" role="alert">{problem}</p>}
      </div>
      <div className="dialog-end">
        <Button tone="quiet" onClick={close}>Cancel</Button>
        <Button type="submit" tone="primary" icon="key" disabled={name.trim() === "" || isBusy}>
          {isBusy ? "Making…" : "Make the key"}
        </Button>
      </div>
    </form>
  );
}

function Shown({ text, close }: { text: string; close: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without HTTPS other machines' browsers have no clipboard for pages.
      toast("This browser does not copy here. Select the key and copy it.", { tone: "problem" });
    }
  };
  return (
    <>
      <div className="key-maker-body">
        <p>
          Copy it now: it is not shown again. Programs send it as <code>Authorization: Bearer</code>
          {" "}
          or <code>X-API-Key</code>.
        </p>
        <output className="key-maker-key" aria-label="The key">{text}</output>
      </div>
      <div className="dialog-end">
        <Button icon={isCopied ? "check" : "copy"} onClick={() => void copy()}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
        <Button tone="primary" onClick={close}>Done</Button>
      </div>
    </>
  );
}
