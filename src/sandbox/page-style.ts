/** Plain CSS that a browser of 2018 understands; colors have at least 4.5:1 contrast. */
export const pageStyle = `
* { box-sizing: border-box; }
body { margin: 0; color: #1d2330; background: #f4f5f8; font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.banner { padding: 0.75rem 1rem; color: #fff; background: #7a3b00; text-align: center; }
.banner strong { display: block; font-size: 1.375rem; }
main { max-width: 30rem; margin: 1.5rem auto; padding: 1.25rem; background: #fff; border: 1px solid #c9cedb; border-radius: 0.5rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.625rem; line-height: 1.25; }
h2 { margin: 1.25rem 0 0.5rem; font-size: 1.125rem; }
.calm { margin: 0 0 1rem; padding: 0.75rem; background: #e6f2ea; border-left: 0.25rem solid #1c6b3c; }
.problem { margin: 0 0 1rem; padding: 0.75rem; background: #fdecea; border-left: 0.25rem solid #a3211a; }
.fault { color: #a3211a; font-weight: 600; }
.hint { color: #4a5265; }
.amount { font-size: 1.5rem; font-weight: 600; }
label { display: block; margin-top: 1rem; font-weight: 600; }
label + .hint, .fault { display: block; margin: 0; }
input { display: block; width: 100%; min-height: 3rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; color: inherit; background: #fff; border: 2px solid #5b6478; border-radius: 0.375rem; font: inherit; }
input[aria-invalid=true] { border-color: #a3211a; }
button { display: block; width: 100%; min-height: 3rem; margin-top: 0.5rem; padding: 0.5rem 1rem; border: 2px solid #1f4fa3; border-radius: 0.375rem; font: inherit; cursor: pointer; }
.main { margin-top: 1.5rem; color: #fff; background: #1f4fa3; font-weight: 600; }
.choice { color: #1d2330; background: #fff; text-align: left; }
.choice span { display: block; color: #4a5265; }
.link { display: inline-block; min-height: 3rem; padding: 0.75rem 0; color: #1f4fa3; }
:focus { outline: 0.1875rem solid #b35900; outline-offset: 0.125rem; }
.languages { margin: 1rem; text-align: center; }
`;
