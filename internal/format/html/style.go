package html

// logo is the mark of the program.
const logo = `<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M8 3H4v18h4M16 3h4v18h-4"/><path d="M8 12c1.4-1.8 2.6-1.8 4 0s2.6 1.8 4 0"/></svg>`

// style is the one style sheet: the tokens of the design, light and dark, the
// reading view, phone and print.
const style = `
:root{color-scheme:light;--paper:#FBFAF6;--surface:#FFF;--sunk:#F3F1EA;--rule:#DAD6CB;--rule-strong:#8A8678;--ink:#1C2127;--ink-2:#4B535D;--ink-3:#5A626C;--accent:#14507A;--accent-soft:#E6EEF4;--on-accent:#FFF;--focus:#B4460F;--ins:#0B4F86;--ins-bg:#E3EEF8;--del:#9A3412;--del-bg:#FBEBE3;--br:#5B3E8A;
--serif:"Source Serif 4","Charter","Noto Serif","Noto Naskh Arabic","Noto Serif CJK SC",Georgia,"Times New Roman",serif;
--sans:"Inter","Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--mono:"Noto Sans Mono",ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;
--t-2:.75rem;--t-1:.8125rem;--t0:.9375rem;--t1:1.1875rem;--t2:1.375rem;--t4:2.25rem;--s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2rem;--s7:3rem;--s8:4rem;--r:6px;--measure:66ch}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--paper:#14171B;--surface:#1B1F24;--sunk:#22272D;--rule:#363C44;--rule-strong:#7C848E;--ink:#E8E6E0;--ink-2:#BEC3C9;--ink-3:#9AA2AB;--accent:#8CC2EA;--accent-soft:#1D3345;--on-accent:#0F1418;--focus:#FFB37A;--ins:#9CCBF2;--ins-bg:#17324A;--del:#F2AC88;--del-bg:#42241A;--br:#CBB6F0}}
*,*::before,*::after{box-sizing:border-box}
html{scroll-padding-block-start:5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 var(--t0)/1.5 var(--sans);text-rendering:optimizeLegibility}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:.06em}
h1,h2,p,ul,ol,dl,dd,fieldset{margin:0}ul,ol{padding:0;list-style:none}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.sr{position:absolute;inline-size:1px;block-size:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:var(--s4);inset-block-start:-4rem;background:var(--surface);border:2px solid var(--focus);padding:var(--s2) var(--s4);border-radius:var(--r);z-index:20}
.skip:focus{inset-block-start:var(--s2)}
.num{font-variant-numeric:tabular-nums}
.brand{display:flex;align-items:center;gap:.5rem;font:600 1.125rem/1 var(--serif);margin-block-end:var(--s6)}.brand svg{color:var(--accent)}
.eyebrow{font-size:var(--t-2);font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--ink-3)}
:lang(ar) .eyebrow{letter-spacing:0;text-transform:none}
.txt{font:400 var(--t1)/1.62 var(--serif);max-inline-size:var(--measure);overflow-wrap:break-word;text-wrap:pretty;white-space:pre-wrap}
:lang(ar).txt,:lang(ar) .txt{line-height:1.9}:lang(ar) ins{text-underline-offset:.32em}
ins,del{unicode-bidi:isolate;border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone;padding-inline:.06em}
ins{color:var(--ins);background:var(--ins-bg);text-underline-offset:.17em}ins,ins>.ln{text-decoration:underline double;text-decoration-thickness:.07em}
del{color:var(--del);background:var(--del-bg)}del,del>.ln{text-decoration:line-through;text-decoration-thickness:.085em}.edge{text-decoration:none}
.dot:not(.edge)::before,.dot:not(.edge)::after,.dot>.ln::before,.dot>.ln::after{content:"\202f"}
del+ins::before{content:"";margin-inline-start:.18em}
.txt a{color:inherit;text-decoration:underline dotted;text-decoration-thickness:.05em;text-decoration-color:var(--ink-3)}.txt a:hover{color:var(--accent)}
ins a,del a{text-decoration:none}
.k{font:700 1.04em/1 var(--sans);color:var(--br);padding-inline:.04em}
.cc{unicode-bidi:isolate}.cc::before{content:attr(title);font:600 .55em/1 var(--mono);border:1px solid currentColor;border-radius:3px;padding:.1em .2em;vertical-align:.3em}
.sg{white-space:pre-wrap}.sg::before{content:"◊";font:600 .6em/1 var(--sans);vertical-align:.35em}.sg:is(.sp,.nb){font-size:0}.sg:is(.sp,.nb)::before{content:"␣";font-size:.9rem;vertical-align:0}.sg.nb::before{content:"⍽"!important}h1 .sg::before{font-size:1.25rem!important}
.fm{border-block-end:.14em dotted var(--ins)}.fm.gone{border-block-end-color:var(--del);border-block-end-style:dashed}.fn.come{color:var(--ins);background:var(--ins-bg);text-decoration:underline double}.fn.gone{color:var(--del);background:var(--del-bg);text-decoration:line-through}
.fn{unicode-bidi:isolate;font:600 .62em/1 var(--sans);padding-inline-start:.1em}.fn a{text-decoration:none;padding:.3em .1em}
.pm{color:var(--ink-3);padding-inline-start:.2em;display:inline-block}.pl{font:600 .8em/1 var(--sans);color:var(--ink);text-decoration:none;display:inline-block}
del .pm+br{display:none}
.st{display:inline-flex;align-items:baseline;gap:.4em;font-size:var(--t-2);line-height:1.3;font-weight:550;color:var(--ink-2);text-align:end}
.st::before{content:"";inline-size:.62em;block-size:.62em;border:.14em solid currentColor;flex:none}
.st.inserted{color:var(--ins)}.st.inserted::before{border-radius:50%;background:currentColor}
.st.deleted{color:var(--del)}.st.deleted::before{border-width:.14em 0 0;block-size:0;align-self:center}
.st.edited::before{border-radius:50%;background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
.st.moved::before,.st.moved_edited::before{transform:rotate(45deg) scale(.85);border-width:.16em .16em 0 0}
.st.split::before,.st.merged::before{border-width:0 .14em;inline-size:.5em}
.st.renumbered::before{border-style:dotted;border-radius:50%}
.st.formatting::before{border-width:0 0 .14em;block-size:.5em;transform:skewX(-18deg)}
.shell{display:grid;grid-template-columns:17rem minmax(0,1fr);max-inline-size:96rem;margin-inline:auto}
.outline{position:sticky;inset-block-start:0;align-self:start;max-block-size:100vh;overflow:auto;padding:var(--s5) var(--s4) var(--s6) var(--s5);border-inline-end:1px solid var(--rule)}
.outline ol{margin-block-start:var(--s3);display:grid;gap:2px}
.outline li>a{display:grid;grid-template-columns:1fr auto;gap:var(--s2);padding:.45rem .6rem;border-radius:var(--r);text-decoration:none;color:var(--ink-2);font-size:var(--t-1);line-height:1.35}
.outline li>a:hover{background:var(--sunk);color:var(--ink)}.outline .ct{color:var(--ink-3);font-weight:600}
.outline li .k{font-weight:inherit;color:inherit}
.key{margin-block-start:var(--s5);padding-block-start:var(--s4);border-block-start:1px solid var(--rule);display:grid;gap:var(--s2);font-size:var(--t-2);color:var(--ink-2)}
.key .txt{font-size:var(--t0)}.key ul{display:grid;grid-template-columns:1fr 1fr;gap:.2rem}
main{padding:var(--s6) var(--s6) var(--s8);min-inline-size:0}
.dochead{max-inline-size:74rem;padding-block-end:var(--s5);border-block-end:2px solid var(--ink)}
.dochead h1{font:600 var(--t4)/1.2 var(--serif);letter-spacing:-.012em;margin-block:.35rem .75rem;max-inline-size:32ch;text-wrap:balance}
:lang(ar) h1{letter-spacing:0;line-height:1.5}
.dochead .title .st{margin-block-end:var(--s3)}.dochead .title .note{margin-block:0 var(--s3)}
.meta{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s6);font-size:var(--t-1);color:var(--ink-2)}
[dir=rtl] .meta,[dir=rtl] .tools{justify-content:flex-start}
.meta div{display:flex;gap:var(--s2)}.meta dt{font-weight:600;color:var(--ink-3)}.meta dd{overflow-wrap:anywhere}.meta b{color:var(--ink)}
.meta code{font:400 var(--t-2)/1.4 var(--mono);color:var(--ink-3)}
.tools{position:sticky;inset-block-start:0;z-index:5;max-inline-size:74rem;display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:center;padding-block:var(--s3);background:var(--paper);border-block-end:1px solid var(--rule);font-size:var(--t-1);color:var(--ink-2)}
.say{margin-inline-start:auto;display:inline-flex;align-items:center;gap:.4em;min-block-size:1.5rem;font-size:var(--t-2)}
.seg{display:inline-flex;border:1px solid var(--rule-strong);border-radius:var(--r);overflow:hidden;background:var(--surface);padding:0;min-inline-size:0}
.seg label{position:relative;display:inline-flex;cursor:pointer}.seg input{position:absolute;opacity:0;inset:0;margin:0}
.seg span{display:inline-flex;align-items:center;min-block-size:2.125rem;padding-inline:var(--s3);font-weight:500;border-inline-start:1px solid var(--rule)}
.seg label:first-of-type span{border-inline-start:0}
.seg input:checked+span{background:var(--accent);color:var(--on-accent)}.seg input:focus-visible+span{outline:3px solid var(--focus);outline-offset:-3px}
kbd{font:500 .6875rem/1 var(--mono);border:1px solid var(--rule);border-block-end-width:2px;border-radius:4px;padding:.15em .4em;background:var(--surface)}
.para{display:grid;grid-template-columns:6.5rem minmax(0,var(--measure)) minmax(0,15rem);gap:0 var(--s5);padding-block:var(--s4);max-inline-size:74rem}
.para+.para{border-block-start:1px solid color-mix(in srgb,var(--rule) 55%,transparent)}
.para:target,.para.on,.title:target{background:linear-gradient(90deg,var(--accent-soft),transparent 70%);border-radius:var(--r)}
[dir=rtl] .para:is(:target,.on){background:linear-gradient(270deg,var(--accent-soft),transparent 70%)}
.gut{display:grid;align-content:start;justify-items:end;gap:.3rem;padding-block-start:.22rem}
.pn{font:600 var(--t0)/1.6 var(--sans);font-variant-numeric:tabular-nums;color:var(--ink);text-decoration:none;padding-inline:.25rem;min-inline-size:1.5rem;text-align:end;overflow-wrap:anywhere}
.pn[aria-label]{color:var(--rule-strong);font-weight:400}.pn:hover{text-decoration:underline}
.note{font-size:var(--t-2);line-height:1.45;color:var(--ink-2);border-inline-start:2px solid var(--rule);padding-inline-start:var(--s3);align-self:start;margin-block-start:.35rem}
.heading,.annex-heading{padding-block-start:var(--s7)}.heading .txt,.annex-heading .txt{font:600 var(--t2)/1.3 var(--serif)}
.heading+.para,.annex-heading+.para{border-block-start:0!important}
.annex-heading{border-block-start:2px solid var(--ink)!important;margin-block-start:var(--s6)}
.footnote{padding-block:var(--s2);border-block-start:0!important}.footnote .txt{font-size:var(--t0);color:var(--ink-2)}.footnote .pn{font-size:var(--t-1)}
.formula .txt{font-style:italic}:lang(ar) .formula .txt,:lang(zh) .formula .txt{font-style:normal}
.d1 .txt{padding-inline-start:1.5rem}.d2 .txt{padding-inline-start:3rem}.d3 .txt{padding-inline-start:4.5rem}.d4 .txt{padding-inline-start:6rem}.footnote .txt{padding-inline-start:0!important}
.note p+p{margin-block-start:.15rem}.floor summary{cursor:pointer;min-block-size:1.5rem;color:var(--accent)}.floor p{font:400 var(--t-1)/1.5 var(--serif);color:var(--ink);margin-block-end:.35rem}
.plegend{display:none}
.kinds{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s2);align-items:center;border:0;padding:0;margin-block-start:var(--s4);min-inline-size:0;font-size:var(--t-1);color:var(--ink-2)}
.kinds legend{float:inline-start;padding:0;margin-inline-end:var(--s2);font-weight:600;color:var(--ink-3)}.kinds label{position:relative;cursor:pointer}.kinds input{position:absolute;opacity:0;inset:0;margin:0}
.kinds span{display:inline-flex;gap:.45em;align-items:center;min-block-size:1.75rem;padding-inline:.65rem;border:1px solid var(--rule-strong);border-radius:1rem;background:var(--surface)}.kinds b{color:var(--ink-3);font-weight:600}
.kinds input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}.kinds input:checked+span b{color:inherit}.kinds input:checked+span::before{content:"✓"}.kinds input:focus-visible+span{outline:3px solid var(--focus);outline-offset:2px}
.none{padding-block:var(--s6);color:var(--ink-2)}
:root:has(#view-changes:checked) .same:not(.heading,.annex-heading){display:none}
:root:has(#view-clean:checked) :is(main del,main .deleted,.pm){display:none}:root:has(#view-clean:checked) .para[data-change=DELETED]{display:none!important}:root:has(#view-clean:checked) .fm{border:0}:root:has(#view-clean:checked) .fn.gone{display:none}:root:has(#view-clean:checked) .fn.come{all:revert}
:root:has(#view-clean:checked) main :is(ins,ins>.ln){all:unset}:root:has(#view-clean:checked) main .st{visibility:hidden}
:root:has(.kinds :checked) main .para:not(.heading.same,.annex-heading.same){display:none}
:root:has(#k-verb-stronger:checked) main .k-verb-stronger,
:root:has(#k-verb-weaker:checked) main .k-verb-weaker,
:root:has(#k-number:checked) main .k-number,
:root:has(#k-actor:checked) main .k-actor,
:root:has(#k-qualifier:checked) main .k-qualifier,
:root:has(#k-bracket-opened:checked) main .k-bracket-opened,
:root:has(#k-bracket-lifted:checked) main .k-bracket-lifted,
:root:has(#k-bracket-moved:checked) main .k-bracket-moved,
:root:has(#k-substance:checked) main .k-substance,
:root:has(#k-structure:checked) main .k-structure,
:root:has(#k-formatting:checked) main .k-formatting,
:root:has(#k-editorial:checked) main .k-editorial{display:grid}
:root:has(#say:not(:checked)) main .txt .sr{display:none}
.columns .dochead,.columns .tools,.columns .para{max-inline-size:none}
.colheads{flex-basis:100%;color:var(--ink-2)}.colheads b{color:var(--ink)}
.columns .colheads,.columns .para{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 var(--s6)}
.columns .colheads p{padding-inline-start:3.75rem}
.why{grid-column:1/-1;display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem var(--s4);padding-inline-start:3.75rem;margin-block-end:var(--s2)}
.why .note{display:flex;flex-wrap:wrap;gap:0 var(--s4);border:0;padding:0;margin:0}.why .note p+p{margin:0}
.row{display:grid;grid-template-columns:3rem minmax(0,1fr);gap:0 var(--s3)}.row+.row{margin-block-start:var(--s3)}
.row .pn{font-size:var(--t-1);line-height:2}
.columns .para:not(.heading,.annex-heading,.footnote) .txt{font-size:1.0625rem;line-height:1.55}.columns :lang(ar) .txt{line-height:1.85!important}
.columns .same [data-side=old] .txt{color:var(--ink-3)}
.void{color:var(--ink-3);font-size:var(--t-1);padding-inline-start:3.75rem;padding-block-start:.25rem}
.cap{font-size:var(--t-2);font-weight:600;color:var(--ink-3)}.columns .cap{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.list .dochead,.list .tools,.list .entry{max-inline-size:none}
.entry{grid-template-columns:2.5rem 10.5rem minmax(0,1fr) minmax(0,22rem);padding-block:var(--s3)}.entries:not(:has(.say-it)) .entry{grid-template-columns:2.5rem 10.5rem minmax(0,1fr)}
.entry .pn{font-size:var(--t-1);font-weight:400;color:var(--ink-3)}.entry .pn a{color:inherit;text-decoration:none}
.where{font-size:var(--t-1);line-height:1.45;color:var(--ink-2)}.where b{color:var(--ink)}
[dir=rtl] :is(.where,.cap,.remark,.outline li>a>:first-child){text-align:right}
.entry .txt{font-size:1.0625rem;line-height:1.5}.ctx{color:var(--ink-3)}.remark{font-size:var(--t-1);color:var(--ink-2)}
.say-it{border-inline-start:2px solid var(--rule);padding-inline-start:var(--s3)}.say-it p:not(.cap){font:400 var(--t0)/1.5 var(--serif)}
@media screen and (max-width:64rem){.entries .entry,.entries:not(:has(.say-it)) .entry{grid-template-columns:2rem minmax(0,1fr);gap:var(--s1) var(--s3)}.entry>:not(.pn){grid-column:2}.where{display:flex;flex-wrap:wrap;gap:0 var(--s3)}[dir=rtl] .where{justify-content:flex-end}
.columns .para{grid-template-columns:minmax(0,1fr);gap:var(--s3)}.columns .colheads,.columns .same [data-side=old],.columns .side:has(.void){display:none}.why{padding:0}.columns .para:not(.same) .cap{position:static;inline-size:auto;block-size:auto;clip-path:none}.row{grid-template-columns:2rem minmax(0,1fr)}.columns .same .cap{display:none}.row:has(.pn:empty),.row:has(.pn[aria-label]){grid-template-columns:minmax(0,1fr)}.row .pn:is(:empty,[aria-label]){display:none}}
@media (prefers-reduced-motion:no-preference){.outline li>a{transition:background-color .12s}}
@media (hover:none),(max-width:40rem){.keys{display:none}}
@media (max-width:72rem){.shell{grid-template-columns:1fr}.outline{position:static;max-block-size:none;border:0;border-block-end:1px solid var(--rule);padding:var(--s4)}.brand{margin-block-end:var(--s3)}.outline ol{grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));max-block-size:14rem;overflow:auto}.key{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s5);align-items:baseline}.key>p:not(.txt){display:none}.key ul{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4)}.para{grid-template-columns:6rem minmax(0,1fr)}.note{grid-column:2;margin-block-start:var(--s2)}}
@media (max-width:40rem){:root{--t1:1.0625rem;--t4:1.625rem;--t2:1.25rem}main{padding:var(--s4)}.tools{position:static}.para{grid-template-columns:minmax(0,1fr)}.note{grid-column:1}.gut{display:flex;align-items:baseline;gap:var(--s3);padding:0}.pn{padding:0;text-align:start}.say{margin-inline-start:0}.outline ol{grid-template-columns:1fr}.d1 .txt{padding-inline-start:.75rem}.d2 .txt{padding-inline-start:1.5rem}.d3 .txt,.d4 .txt{padding-inline-start:2.25rem}.para.same .pn[aria-label]{display:none}}
@media (forced-colors:active){ins{text-decoration:underline double}.st::before{forced-color-adjust:none}}
@media print{:root,:root:not([data-theme=light]){color-scheme:light;--paper:#fff;--surface:#fff;--ink:#000;--ink-2:#222;--ink-3:#444;--ins:#000;--ins-bg:none;--del:#000;--del-bg:none;--br:#000;--rule:#999;--accent:#000}
@page{size:A4;margin:20mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}
body{font-size:10pt}.outline,.tools,.skip,.kinds{display:none!important}.floor summary{list-style:none;min-block-size:0;color:#444}.floor::details-content{content-visibility:visible;display:block;block-size:auto}.floor p{font-size:8.5pt}.plegend{display:block;margin-block-start:2mm;font-size:8.5pt}.shell{display:block;max-inline-size:none}main{padding:0}.para{display:grid;grid-template-columns:22mm 1fr;padding-block:2mm;border:0!important;break-inside:avoid;gap:0 4mm}.note{grid-column:2;font-size:8.5pt}.txt{font-size:11pt;line-height:1.45;max-inline-size:none;orphans:3;widows:3}.heading .txt,.annex-heading .txt{font-size:13pt;break-after:avoid}.dochead h1{font-size:18pt;max-inline-size:none}.columns .para:not(.heading,.annex-heading,.footnote) .txt,.entry .txt{font-size:9.5pt;line-height:1.4}.columns .para{gap:0 6mm}.row{grid-template-columns:8mm minmax(0,1fr);gap:0 2mm}.why,.void{padding-inline-start:10mm}.entries .entry{grid-template-columns:8mm 30mm minmax(0,1fr) 45mm}.say-it p:not(.cap){font-size:8.5pt}a{color:#000;text-decoration:none}.st::before{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`

// script moves from change to change with the keys n and p, and opens the words to
// read from the floor for print where a browser does not heed the style of closed
// details; the page is whole without it.
const script = `(function(){function floor(o){[].forEach.call(document.querySelectorAll('.floor'),function(d){if(o){d.was=d.open;d.open=true}else d.open=d.was})}
addEventListener('beforeprint',function(){floor(true)});addEventListener('afterprint',function(){floor(false)});
var q='.para:not(.same),.title:not([data-change=UNCHANGED])',s=document.querySelector('.keys'),on=null;if(!document.querySelector(q))return;if(s)s.hidden=false;
document.addEventListener('keydown',function(e){if(e.ctrlKey||e.metaKey||e.altKey||/input|select|textarea/i.test(e.target.tagName)&&!/radio|checkbox/.test(e.target.type))return;if(e.key!=='n'&&e.key!=='p')return;
var c=[].slice.call(document.querySelectorAll(q)).filter(function(x){return x.offsetParent}),k=c.indexOf(on)+(e.key==='n'?1:-1);if(!c.length)return;if(on)on.classList.remove('on');on=c[Math.max(0,Math.min(c.length-1,k))];
on.classList.add('on');on.scrollIntoView({block:'center'});var a=on.querySelector('a.pn,.pn a');if(a)a.focus({preventScroll:true})})})()`
