package board

// style is the style sheet: the tokens of the design, light and dark, and the board,
// for wide screens, phones and print.
const style = `
:root{color-scheme:light;--paper:#FBFAF6;--surface:#FFF;--sunk:#F3F1EA;--rule:#DAD6CB;--rule-strong:#8A8678;--ink:#1C2127;--ink-2:#4B535D;--ink-3:#5A626C;--accent:#14507A;--focus:#B4460F;--br:#5B3E8A;
--agreed:#1D5C83;--conv:#7DA6C2;--cont:#B4532A;--park:#8A8678;--agreed-t:#17527A;--conv-t:#3C6480;--cont-t:#9A3F18;
--serif:"Source Serif 4","Charter","Noto Serif","Noto Naskh Arabic","Noto Serif CJK SC",Georgia,"Times New Roman",serif;
--sans:"Inter","Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--mono:"Noto Sans Mono",ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;
--t-2:.75rem;--t-1:.8125rem;--t0:.9375rem;--t3:1.75rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2rem;--s7:3rem;--s8:4rem;--r:6px;--bar:3.5rem}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#14171B;--surface:#1B1F24;--sunk:#22272D;--rule:#363C44;--rule-strong:#7C848E;--ink:#E8E6E0;--ink-2:#BEC3C9;--ink-3:#9AA2AB;--accent:#8CC2EA;--focus:#FFB37A;--br:#CBB6F0;
--agreed:#6FB0DB;--conv:#47708C;--cont:#E08A5C;--park:#7C848E;--agreed-t:#8CC2EA;--conv-t:#A9C6DA;--cont-t:#F2AC88}}
*,*::before,*::after{box-sizing:border-box}
html{scroll-padding-block-start:calc(var(--bar) + 1.5rem);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 var(--t0)/1.5 var(--sans);text-rendering:optimizeLegibility}
h1,h2,p,ul,dl,dd{margin:0}ul{padding:0;list-style:none}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.sr{position:absolute;inline-size:1px;block-size:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:var(--s4);inset-block-start:-4rem;background:var(--surface);color:var(--accent);border:2px solid var(--focus);padding:var(--s2) var(--s4);border-radius:var(--r);z-index:20}
.skip:focus{inset-block-start:var(--s2)}
.num{font-variant-numeric:tabular-nums}
.bar{position:sticky;inset-block-start:0;z-index:10;display:flex;align-items:center;gap:var(--s5);block-size:var(--bar);padding-inline:var(--s5);background:var(--surface);border-block-end:1px solid var(--rule)}
.brand{display:inline-flex;align-items:center;gap:.5rem;font:600 1.125rem/1 var(--serif)}
.brand svg{inline-size:1.5rem;block-size:1.5rem;color:var(--accent)}
.crumb{min-inline-size:0;flex:1;font-size:var(--t-1);color:var(--ink-2);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.crumb b{color:var(--ink);font-weight:600}
.eyebrow{font-size:var(--t-2);font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--ink-3)}
.st{display:inline-flex;align-items:center;gap:.4em;font-size:var(--t-2);font-weight:550;white-space:nowrap}
.st::before{content:"";inline-size:.72em;block-size:.72em;border-radius:50%;border:.14em solid currentColor;flex:none}
.st.agreed{color:var(--agreed-t)}.st.agreed::before{background:currentColor}
.st.conv{color:var(--conv-t)}.st.conv::before{background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
.st.cont{color:var(--cont-t)}.st.cont::before{border-radius:1px;transform:rotate(45deg)}
.st.park{color:var(--ink-3)}.st.park::before{border-style:dotted}
.share{display:flex;block-size:.75rem;border-radius:3px;overflow:hidden;background:var(--sunk);gap:2px}
.share i{display:block;block-size:100%;min-inline-size:3px}
.share .a{background:var(--agreed)}
.share .b{background:repeating-linear-gradient(135deg,var(--conv) 0 3px,color-mix(in srgb,var(--conv) 35%,var(--surface)) 3px 6px)}
.share .c{background:radial-gradient(circle at 2px 2px,var(--cont) 1.3px,color-mix(in srgb,var(--cont) 22%,var(--surface)) 1.5px);background-size:5px 5px}
.share .d{background:repeating-linear-gradient(90deg,var(--park) 0 1px,var(--sunk) 1px 4px)}
.wrap{max-inline-size:92rem;margin-inline:auto;padding:var(--s6) var(--s5) var(--s8)}
.head{display:flex;flex-wrap:wrap;gap:var(--s3) var(--s6);align-items:end;border-block-end:2px solid var(--ink);padding-block-end:var(--s4)}
.head h1{font:600 var(--t3)/1.2 var(--serif);letter-spacing:-.01em}
.head .sp{flex:1}
.kp{display:grid;grid-template-columns:repeat(4,auto);gap:var(--s3) var(--s6)}
.kp div{border-inline-start:2px solid var(--rule);padding-inline-start:var(--s3)}
.kp dt{font-size:var(--t-2);color:var(--ink-2)}.kp dd{font:600 1.625rem/1.15 var(--serif);font-variant-numeric:tabular-nums lining-nums}
.kp .sub{font:400 var(--t-2)/1.4 var(--sans);color:var(--ink-2);max-inline-size:21rem}
.base{display:flex;flex-wrap:wrap;gap:0 var(--s5);margin-block-start:var(--s3);font-size:var(--t-2);color:var(--ink-2)}
.base div{display:flex;gap:.4em}.base dt{color:var(--ink-3)}.base dd{color:var(--ink)}
.base code{font:400 .6875rem/1 var(--mono);color:var(--ink-2);margin-inline-start:.3em}
.aid{font-size:var(--t-2);color:var(--ink-2)}
.grid2{display:grid;grid-template:"main side" auto "more side" 1fr/minmax(0,1.45fr) minmax(0,1fr);gap:var(--s6) var(--s7);margin-block-start:var(--s6);align-items:start}.main{grid-area:main}.side{grid-area:side}.more{grid-area:more}
.stack{display:grid;gap:var(--s6);min-inline-size:0}.pair{grid-template:none/minmax(0,1fr) minmax(0,1.15fr)}.nb{white-space:nowrap}
.stack>section{min-inline-size:0}
section h2{font:600 1.1875rem/1.3 var(--serif);margin-block-end:.25rem}
.lede,.none{font-size:var(--t-1);color:var(--ink-2);max-inline-size:60ch;margin-block-end:var(--s4)}
.chart{inline-size:100%;block-size:auto;display:block;font-family:var(--sans);direction:ltr}.narrow{display:none}
.grid{stroke:var(--rule);stroke-width:1}.ax{font-size:11.5px;fill:var(--ink-2)}.ax2{font-size:11px;fill:var(--ink-3)}
.val{font-size:15px;font-weight:650;fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.area{fill:var(--agreed);opacity:.11}.line{fill:none;stroke:var(--agreed);stroke-width:2.4;stroke-linejoin:round}.dot{fill:var(--surface);stroke:var(--agreed);stroke-width:2.4}
.daily{fill:none;stroke:var(--ink-3);stroke-width:1;stroke-dasharray:2 3}
table{border-collapse:collapse;inline-size:100%;font-size:var(--t-1)}
th{font-weight:500;text-align:start}thead th{font-size:var(--t-2);color:var(--ink-3);padding-block-end:.4rem;vertical-align:bottom}
.end{text-align:end;padding-inline-start:.6rem}abbr{text-decoration:none}
.cap{display:block;font-size:var(--t-2);font-weight:400;color:var(--ink-2);margin-block-start:.3rem}
.secs td,.secs :is(tbody,tfoot) th{border-block-start:1px solid var(--rule);padding-block:.5rem;vertical-align:middle}
.secs :is(tbody,tfoot) th{font-weight:550}.secs tfoot :is(td,th){border-block-start:2px solid var(--rule-strong)}
.secs th .cap{margin-block-start:.1rem}
.secs .sp{inline-size:10.5rem;padding-inline:var(--s3)}.spark{inline-size:9.5rem;block-size:2.6rem;display:block;direction:ltr}
.secs .big{font:600 1.25rem/1 var(--serif);text-align:end;inline-size:3.2rem}.secs .chg{inline-size:4.5rem;color:var(--ink-2);text-align:end;white-space:nowrap}
.secs .sh{inline-size:36%;padding-inline-start:var(--s5)}
.legend{display:flex;gap:var(--s4);flex-wrap:wrap;margin-block-end:var(--s3)}
.scroll{overflow-x:auto}
.heat{border-spacing:0}.heat th:first-child{position:sticky;inset-inline-start:0;background:var(--paper)}.heat th[scope=row]{padding-inline-end:var(--s3);min-inline-size:7rem;max-inline-size:11rem;overflow-wrap:anywhere}.heat td,.heat thead th{text-align:center;block-size:2.1rem;min-inline-size:2rem}
.heat td{border:2px solid var(--paper);border-radius:6px;font-weight:550}
.heat .h0{color:var(--ink-3);font-weight:400}.heat .h1{background:color-mix(in srgb,var(--br) 14%,var(--paper))}.heat .h2{background:color-mix(in srgb,var(--br) 30%,var(--paper))}.heat .h3{background:color-mix(in srgb,var(--br) 88%,var(--paper));color:var(--paper)}.heat .h4{background:var(--br);color:var(--paper)}
.heat .tot{font-weight:650;text-align:end;padding-inline-end:.25rem}
.todo li{display:grid;grid-template-columns:3.2rem minmax(0,1fr);gap:.15rem var(--s3);padding-block:.7rem;border-block-start:1px solid var(--rule);align-items:start}
.todo .wide{grid-template-columns:minmax(0,1fr)}
.todo .k{font-weight:700;color:var(--br);font-variant-numeric:tabular-nums}
.todo p{font-size:var(--t-1);line-height:1.45;overflow-wrap:break-word}.todo p span{color:var(--ink-2)}.todo p .qq,.todo p .qq span{color:var(--ink);font-family:var(--serif)}
.todo b{font-weight:600}.late{color:var(--cont-t)}
details{font-size:var(--t-1);margin-block-start:var(--s3)}summary{cursor:pointer;color:var(--accent);padding-block:.25rem}
.burn td,.burn th{padding:.3rem 1rem .3rem 0;text-align:end;vertical-align:top;white-space:nowrap}.burn th:first-child{text-align:start}.burn tbody tr>*{border-block-start:1px solid var(--rule)}.burn .cap{margin:0}
.how{margin-block-start:var(--s7);border-block-start:1px solid var(--rule);padding-block-start:var(--s4);font-size:var(--t-2);color:var(--ink-2)}
.how h2{font-size:var(--t0)}.how ul{columns:2;column-gap:var(--s7)}.how li{break-inside:avoid;padding-block:.1rem}
[dir=rtl] :is(p,h1,h2,li,dt,dd,th,.cap,.chg){unicode-bidi:plaintext}
[dir=rtl] :is(p,h1,h2,li,dt,dd,summary,.secs th,.heat th[scope=row]){text-align:right}[dir=rtl] :is(.secs .end,.secs .chg,.burn td,.burn th,.heat .tot){text-align:left}[dir=rtl] .burn th:first-child{text-align:right}
:lang(ar).eyebrow,:lang(ar) .eyebrow{letter-spacing:0;text-transform:none}
@media screen and (min-width:70rem) and (min-height:40rem){.pair>:first-child{position:sticky;inset-block-start:calc(var(--bar) + 1.5rem)}}
@media (max-width:70rem){.grid2{grid-template:"main" "side" "more"/minmax(0,1fr)}.pair{grid-template:none/minmax(0,1fr)}.kp{grid-template-columns:repeat(2,auto)}}
@media (max-width:40rem){:root{--t3:1.375rem}.bar{padding-inline:var(--s4)}.wrap{padding:var(--s4)}.wide.chart{display:none}.narrow{display:block}.secs .sp{display:none}.secs .sh{padding-inline-start:var(--s3)}.secs .big{inline-size:2.5rem}.secs .chg{inline-size:3rem}.heat{font-size:.72rem}.heat th[scope=row]{min-inline-size:6rem}.todo li{grid-template-columns:2.6rem minmax(0,1fr)}.how ul{columns:1}}
@media (forced-colors:active){.share i{border:1px solid CanvasText}.heat td{outline:1px solid CanvasText}}
@media print{:root{color-scheme:light;--paper:#fff;--surface:#fff;--sunk:#eee;--rule:#999;--ink:#000;--ink-2:#222;--ink-3:#444;--br:#333;--agreed:#000;--agreed-t:#000;--conv-t:#000;--cont:#555;--cont-t:#000;--conv:#888;--park:#777}
@page{size:A4;margin:20mm 18mm;@bottom-left{content:"Travaux";font:8pt sans-serif;color:#444}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}
body{font-size:10pt}.bar,.skip,summary{display:none!important}.wrap{padding:0;max-inline-size:none}.grid2,.stack{display:block}section{margin-block-end:6mm}li,tr,svg,dl,.lede{break-inside:avoid}h2,.lede,thead,.legend{break-after:avoid}.narrow{display:none}.wide.chart{display:block}
.st::before,.share i,.heat td{-webkit-print-color-adjust:exact;print-color-adjust:exact}.heat .h3,.heat .h4{color:#fff}.heat .h1{background:#eee}.heat .h2{background:#ccc}.heat .h3,.heat .h4{background:#333}details::details-content{content-visibility:visible;block-size:auto}.scroll{overflow:visible}}
`
