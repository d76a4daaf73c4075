// Only makes easier what works without it.
(() => {
  'use strict';
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  each('[data-focus]', e => e.focus());
  each('.side [aria-current]', e => e.scrollIntoView({ inline: 'center', block: 'nearest' }));

  // A second press of the button does nothing while the first is under way; coming back by the back button wakes it.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method !== 'post') return;
    form.dataset.sent = '1';
    form.querySelectorAll('[data-once]').forEach(b => b.setAttribute('aria-disabled', 'true'));
  });
  window.addEventListener('pageshow', () => each('form[data-sent]', form => {
    delete form.dataset.sent;
    form.querySelectorAll('[data-once]').forEach(b => b.removeAttribute('aria-disabled'));
  }));

  const english = document.documentElement.lang === 'en';
  const narrow = text => text.normalize('NFKC').replace(/\D/g, '');
  each('[data-address]', address => {
    const postal = address.querySelector('[name$=".postal"]');
    const town = address.querySelector('[name$=".town"]');
    // One fills the other, but never what the person wrote or chose: only what is empty or was filled in here.
    const towns = town.tagName === 'SELECT' ? [...town.options].map(o => [o.value, o.dataset.postal ?? '']) : [...address.querySelectorAll('data')].map(d => [d.textContent, d.value]);
    const said = document.createElement('p');
    said.className = 'hint';
    said.setAttribute('role', 'status');
    (town.closest('.select') ?? town).after(said);
    const filled = { postal: '', town: '' };
    const fill = (part, box, value) => { if (!box.value || box.value === filled[part]) box.value = filled[part] = value; };
    postal.addEventListener('input', () => {
      const found = towns.filter(([, code]) => code && narrow(code) === narrow(postal.value)).map(([name]) => name);
      if (found.length && !found.includes(town.value)) fill('town', town, found[0]);
      // Most codes stand for several 丁目: the first is a guess, and is said to be one.
      said.textContent = found.length < 2 || town.value !== filled.town ? '' : english ? `This code is used by ${found.length} towns. Please check the town.` : `この郵便番号の町は${found.length}つあります。町名を確かめてください。`;
    });
    town.addEventListener('change', () => {
      said.textContent = '';
      const code = towns.find(([name]) => name === town.value)?.[1];
      if (code) fill('postal', postal, code);
    });
  });

  const letters = text => [...new Intl.Segmenter('ja').segment(text.replace(/\r\n/g, '\n'))].length;
  each('textarea[data-max]', area => {
    const counter = document.createElement('p');
    counter.className = 'counter';
    const show = () => {
      const left = area.dataset.max - letters(area.value);
      counter.textContent = english ? (left < 0 ? `${-left} characters too many` : `${left} characters left`) : left < 0 ? `${-left}文字多いです` : `あと${left}文字`;
      counter.classList.toggle('counter-over', left < 0);
    };
    area.after(counter);
    area.addEventListener('input', show);
    show();
  });

  // The box around a table takes the focus first: the arrows work from there.
  each('table[data-rows]', table => (table.closest('.table-scroll') ?? table).addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...table.querySelectorAll('tbody tr')].map(row => row.querySelector('a')).filter(Boolean);
    const now = links.findIndex(link => link.closest('tr').contains(document.activeElement));
    const next = links[now + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }));

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') each('[data-dialog][open]', d => { d.open = false; d.querySelector('summary').focus(); });
    if (event.target.closest('input, textarea, select, table, summary') || event.altKey || event.ctrlKey || event.metaKey) return;
    document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
  });

  // The decider's paper is turned by a swipe, as the links 前へ and 次へ do. It follows the finger, unless the person wants things to stand still.
  const paper = document.documentElement.dataset.face === 'decider' ? document.querySelector('main') : null;
  if (paper) {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)');
    const neighbour = x => document.querySelector(`a[data-key="${x > 0 ? 'ArrowLeft' : 'ArrowRight'}"]`);
    let from = null;
    const moved = e => [e.changedTouches[0].clientX - from.clientX, e.changedTouches[0].clientY - from.clientY];
    const rest = () => { from = null; paper.style.transform = ''; };
    paper.addEventListener('touchstart', e => { from = e.touches.length === 1 && !e.target.closest('.table-scroll, input, textarea, select') ? e.touches[0] : null; }, { passive: true });
    paper.addEventListener('touchmove', e => {
      if (!from) return;
      const [x, y] = moved(e);
      if (e.touches.length > 1 || Math.abs(y) > 40) rest();
      else if (!still.matches && Math.abs(x) > 12 && neighbour(x)) paper.style.transform = `translateX(${x / 2}px)`;
    }, { passive: true });
    paper.addEventListener('touchend', e => {
      if (!from) return;
      const [x, y] = moved(e);
      rest();
      if (Math.abs(x) > 90 && Math.abs(y) < 40) neighbour(x)?.click();
    }, { passive: true });
    paper.addEventListener('touchcancel', rest, { passive: true });
  }

  // A form with data-passkey="create|get" fetches options and a sealed state from data-options, asks the device, and posts the answer as its fields `credential` and `state`.
  each('form[data-passkey]', form => {
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
    each('[data-passkey-only]', e => { e.hidden = false; });
    form.hidden = false;
    form.addEventListener('submit', async event => {
      const field = form.elements.namedItem('credential');
      if (field.value) return;
      event.preventDefault();
      event.stopPropagation();
      const say = form.querySelector('[role=status]');
      try {
        const answer = await fetch(form.dataset.options, { headers: { Accept: 'application/json' } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { options, state } = await answer.json();
        const credential = form.dataset.passkey === 'create'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        field.value = JSON.stringify(credential);
        form.elements.namedItem('state').value = state;
        form.submit();
      } catch {
        if (say) say.textContent = form.dataset.passkey === 'create' ? 'パスキーを登録できませんでした。もう一度お試しください。登録しなくても、今までの方法でサインインできます。'
          : 'パスキーを使えませんでした。もう一度試すか、ほかの方法でサインインしてください。';
      }
    });
  });
})();
