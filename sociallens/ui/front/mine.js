// The reader's own merchant: remembered by the browser, said by the link.
import { html, useEffect, useState } from "./vendor/preact.js";
import { Choices, Menu } from "./bar.js";
import { useOptions } from "./options.js";

const KEY = "sociallens-mine";

export const storage = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* a browser may forbid it */ } },
};

function Inside({ key_, chosen, rule, rules, labels, act, open }) {
  const options = useOptions("site", open);
  const sites = [...(options?.values ?? [])].sort((one, other) => one.text.localeCompare(other.text));
  const [byHand, setByHand] = useState(false);
  const hand = chosen.length > 0 || byHand;
  const choose = (value) => { storage.set(KEY, value); act("mine", { value }); };
  const toggle = (site) =>
    act("peers", { sites: chosen.includes(site) ? chosen.filter((other) => other !== site) : [...chosen, site] });
  const rule_ = (name) => { setByHand(false); act("peers", { value: name }); };
  return html`
    <p class="quiet">${labels["mine-help"]}</p>
    <select aria-label=${labels.mine} onChange=${(event) => choose(event.target.value)}>
      <option value="" selected=${!key_}>${labels["mine-none"]}</option>
      ${sites.map((site) => html`<option key=${site.key} value=${site.key} selected=${site.key === key_}>${site.text}</option>`)}
    </select>
    ${key_ && html`
      <p class="quiet">${labels.peers}</p>
      <${Choices} choices=${rules.map((each) => ({ ...each, chosen: !hand && each.key === rule }))} act=${(_, { value }) => rule_(value)} />
      <div class="choices"><button type="button" aria-pressed=${hand} onClick=${() => setByHand(true)}>${labels["peers-chosen"]}</button></div>
      ${hand && html`<div class="options">
        ${sites.filter((site) => site.key !== key_).map((site) => html`
          <label class="option" key=${site.key}><input type="checkbox" checked=${chosen.includes(site.key)}
            onChange=${() => toggle(site.key)} /> <span>${site.text}</span></label>`)}
      </div>`}
    `}
  `;
}

export function Mine({ own, text, labels, act, ...rest }) {
  useEffect(() => {
    const remembered = storage.get(KEY);
    if (!own && remembered) act("mine", { value: remembered, remembered: true });
  }, []);
  return html`
    <${Menu} name="mine" text=${text || labels.mine} title=${labels.mine} marked=${Boolean(own)}>
      ${(open) => html`<${Inside} key_=${own} ...${rest} labels=${labels} act=${act} open=${open} />`}
    <//>
  `;
}
