import { useState } from "react";
import { api, cache } from "../../app/services";
import { signOut, useSession } from "../../app/session";
import { toast } from "../../app/toasts";
import { useLatest } from "../../app/useLatest";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { reason } from "../../lib/api/problem";
import { type AccessKey, keyList, SCOPES } from "../../lib/api/session";
import { anything } from "../../lib/json/read";
import { ago } from "../../lib/text/format";
import { KeyMaker } from "./KeyMaker";

/** Who may ask: the password, and keys for programs. */
export function Access() {
  return (
    <>
      <Password />
      <AccessKeys />
    </>
  );
}

function Password() {
  const { value } = useSession();
  if (!value) return null;
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      toast(reason(error), { tone: "problem" });
    }
  };
  return (
    <section className="setting card" aria-labelledby="set-password">
      <div className="setting-head">
        <div>
          <h2 id="set-password">Password</h2>
          {value.password
            ? <p>One signs in with it. A session ends after a day without use.</p>
            : (
              <p>
                Everybody on this machine may see and change everything here. Ask for a password:
                {" "}
                <code>semblance password set</code>.
              </p>
            )}
        </div>
        {value.by === "session" && (
          <Button icon="leave" onClick={() => void leave()}>Sign out</Button>
        )}
      </div>
    </section>
  );
}

function AccessKeys() {
  const [isMaking, setMaking] = useState(false);
  const { value } = useLatest("keys", (signal) => api.call("/api/keys", keyList, { signal }));
  return (
    <section className="setting card" aria-labelledby="set-keys">
      <div className="setting-head">
        <div>
          <h2 id="set-keys">Keys</h2>
          <p>
            A program that asks this server shows one. It may do no more than its key, until you
            revoke it.
          </p>
        </div>
        <Button icon="key" onClick={() => setMaking(true)}>Make a key</Button>
      </div>
      <ul className="setting-list">
        {(value?.keys ?? []).map((key) => <KeyLine key={key.id} value={key} />)}
      </ul>
      {isMaking && <KeyMaker close={() => setMaking(false)} />}
    </section>
  );
}

function KeyLine({ value }: { value: AccessKey }) {
  const [isSure, setSure] = useState(false);
  const now = Date.now();
  const isOver = value.expires_at !== null && Date.parse(value.expires_at) <= now;
  const revoke = async () => {
    try {
      await api.call(`/api/keys/${value.id}`, anything, { method: "DELETE" });
      toast(`${value.name} opens nothing any more`);
    } catch (error) {
      toast(reason(error), { tone: "problem" });
    }
    cache.refresh("keys");
  };
  return (
    <li>
      <Icon name="key" />
      <span className="setting-path">
        {value.name}
        <small>
          <code>{value.hint}…</code> made {ago(value.created_at, now)},{" "}
          {value.used_at === null ? "never used" : `used ${ago(value.used_at, now)}`}
          {value.expires_at !== null && !isOver && `, until ${day(value.expires_at)}`}
        </small>
      </span>
      {isOver
        ? <Badge tone="away">Ended</Badge>
        : <Badge>{SCOPES.find((one) => one.scope === value.scope)?.title ?? value.scope}</Badge>}
      {isSure
        ? (
          <>
            <Button className="button-small" tone="danger" onClick={() => void revoke()}>
              Revoke for good
            </Button>
            <Button className="button-small" tone="quiet" onClick={() => setSure(false)}>
              Keep
            </Button>
          </>
        )
        : (
          <Button
            className="button-small"
            tone="quiet"
            aria-label={`Revoke ${value.name}`}
            onClick={() => setSure(true)}
          >
            Revoke
          </Button>
        )}
    </li>
  );
}

function day(moment: string): string {
  return new Date(moment).toLocaleDateString(undefined, { dateStyle: "medium" });
}
