import { type FormEvent, useEffect, useRef, useState } from "react";
import { go } from "../../app/navigation";
import { api } from "../../app/services";
import { signIn } from "../../app/session";
import { Button } from "../../components/Button";
import { Logo } from "../../components/Icon";
import { reason } from "../../lib/api/problem";
import { type Session, session } from "../../lib/api/session";
import { home, type Place } from "../../lib/route/routes";

/** Asks for the password, and leads back to where one was. */
export default function SignIn({ place }: { place: Extract<Place, { view: "sign-in" }> }) {
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Not what was known before: that may be of somebody who was signed in.
  const [value, setValue] = useState<Session | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    api.call("/api/session", session, { signal: abort.signal }).then(setValue, () => {});
    return () => abort.abort();
  }, []);
  const isIn = value?.signed_in === true;
  const needsPassword = value?.password !== false;
  useEffect(() => {
    if (isIn) go(home(place.from), { replace: true });
  }, [isIn, place.from]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "" || isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      await signIn(password, place.from);
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
      field.current?.select();
    }
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card card" onSubmit={(event) => void submit(event)}>
        <Logo size={44} />
        <h1>Sign in to Semblance</h1>
        {needsPassword
          ? (
            <>
              <label className="label">
                Password
                <input
                  ref={field}
                  autoFocus
                  type="password"
                  name="password"
                  autoComplete="current-password"
                  className="field"
                  value={password}
                  maxLength={1024}
                  aria-invalid={problem !== null}
                  aria-describedby={problem === null ? undefined : "sign-in-problem"}
                  onChange={(event) => setPassword(event.target.value)}
                />
              </label>
              <p id="sign-in-problem" className="sign-in-problem" role="alert">{problem}</p>
              <Button type="submit" tone="primary" disabled={password === "" || isBusy}>
                {isBusy ? "Signing in…" : "Sign in"}
              </Button>
            </>
          )
          : (
            <p className="sign-in-note">
              No password was set yet. On the server's machine, run{" "}
              <code>semblance password set</code>, then load this page again.
            </p>
          )}
      </form>
    </main>
  );
}
