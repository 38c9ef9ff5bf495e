/// How pages look, in light and in dark.
enum PageStyle {
  static let sheet = """
    :root { --ground: #faf9f7; --panel: #fff; --ink: #1d1c1a; --faint: #6b6862; --line: #e3e0da;
      --keep: #1a7f4b; --badge: #57544e; }
    @media (prefers-color-scheme: dark) { :root { --ground: #161615; --panel: #201f1e;
      --ink: #eceae6; --faint: #a19d96; --line: #34322f; --keep: #4cc38a; --badge: #8a867f; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 15px/1.5 system-ui, sans-serif; }
    header, main { max-width: 1400px; margin: 0 auto; padding: 1.5rem; }
    main { padding-top: 0; }
    h1 { margin: 0; font-size: 1.6rem; }
    h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; }
    h2::first-letter { text-transform: uppercase; }
    h3 { margin: 0 0 .75rem; font-size: .95rem; font-weight: 600; }
    p { margin: .25rem 0; }
    .faint { color: var(--faint); overflow-wrap: anywhere; }
    nav { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
    nav a { padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 99px;
      color: inherit; text-decoration: none; background: var(--panel); }
    section { padding: 1rem; margin: .75rem 0; background: var(--panel);
      border: 1px solid var(--line); border-radius: 10px; }
    .row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
    figure { margin: 0; width: 260px; }
    figure a { display: grid; place-items: center; height: 200px; border-radius: 6px;
      background: var(--ground); border: 2px solid var(--line); overflow: hidden; }
    figure.best a { border-color: var(--keep); }
    a:focus-visible { outline: 3px solid var(--keep); outline-offset: 2px; }
    img { max-width: 100%; max-height: 196px; }
    .none { color: var(--faint); }
    figcaption { font-size: .85rem; padding-top: .5rem; }
    figcaption span { display: block; color: var(--faint); }
    .path { display: block; overflow-wrap: anywhere; font-weight: 600; }
    figcaption .badge { display: inline-block; margin-right: .4rem; padding: 0 .5rem;
      border-radius: 99px; color: var(--panel); background: var(--badge); }
    figcaption .badge.mark { background: none; color: var(--badge);
      box-shadow: inset 0 0 0 1px var(--badge); }
    figcaption .badge.keep { background: var(--keep); }
    ul { margin: .25rem 0 0; padding-left: 1.1rem; }
    .grid { display: flex; flex-wrap: wrap; gap: 1.25rem 1rem; align-items: flex-start; }
    figcaption .score { display: inline-block; min-width: 3.2rem; margin-right: .4rem;
      padding: 0 .5rem; border-radius: 99px; text-align: center; font-weight: 600;
      color: var(--panel); background: var(--badge); }
    .bars { display: flex; align-items: flex-end; gap: 4px; height: 110px; margin-top: 1rem;
      max-width: 460px; }
    .bars span { flex: 1; display: flex; flex-direction: column; justify-content: flex-end;
      align-items: center; height: 100%; font-size: .72rem; color: var(--faint); }
    .bars i { display: block; width: 100%; min-height: 1px; background: var(--keep);
      border-radius: 3px 3px 0 0; }
    .chips { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
    .chips span { padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 99px;
      background: var(--panel); }
    @media (max-width: 600px) { header, main { padding: 1rem; } figure { width: 100%; } }
    """
}
