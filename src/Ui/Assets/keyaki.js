// Only makes easier what works without it.
(() => {
  'use strict';
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  each('[data-focus]', e => e.focus());
  // Which parts of the menu were opened or shut is told to the server: the next page comes like that.
  const token = document.querySelector('[name=__RequestVerificationToken]')?.value ?? '';
  each('.side details', part => part.querySelector('summary').addEventListener('click', () => {
    // It is about to change.
    const body = new URLSearchParams({ __RequestVerificationToken: token, open: !part.open });
    fetch(`/office/menu/${part.dataset.part}`, { method: 'POST', body, redirect: 'manual', keepalive: true });
  }));
  document.addEventListener('keydown', event => { if (event.key === 'Escape' && location.hash === '#menu') location.hash = 'main'; });

  // How a reader wants to read the city's pages stays in this browser, and nowhere else.
  each('.reading input', input => {
    try {
      if (localStorage.getItem(input.name) === input.value) input.checked = true;
      input.addEventListener('change', () => localStorage.setItem(input.name, input.value));
    } catch { /* the browser keeps nothing: it holds for this page */ }
  });

  // A second press of the button does nothing while the first is under way; coming back by the back button wakes it.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method !== 'post') return;
    form.dataset.sent = '1';
    form.querySelectorAll('[data-once]').forEach(b => b.setAttribute('aria-disabled', 'true'));
  });
  const wake = form => {
    delete form.dataset.sent;
    form.querySelectorAll('[data-once]').forEach(b => b.removeAttribute('aria-disabled'));
  };
  const changed = field => field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT' ? field.selectedIndex !== Math.max(0, [...field.options].findIndex(o => o.defaultSelected))
    : field.type !== 'hidden' && field.value !== field.defaultValue;
  // A page that the browser kept as it was shows old answers under a used key. What was typed and never sent stays; anything else is asked for anew before it can be sent.
  window.addEventListener('pageshow', event => {
    const forms = [...document.querySelectorAll('form')].filter(form => form.method === 'post');
    const typed = forms.some(form => !form.dataset.sent && [...form.elements].some(e => e.name && changed(e)));
    forms.forEach(wake);
    if (!event.persisted || typed) return;
    const main = document.querySelector('main');
    if (main) main.inert = true;
    location.reload();
  });

  // A frame drawn with the mouse on the picture of a page fills the fields that say the same in per cent. A finger moves the page.
  each('[data-draw]', page => {
    const [form, frame] = [document.querySelector('main form.form'), page.querySelector('svg').appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'rect'))];
    const field = name => form.querySelector(`[name="${name}"]`);
    const at = event => {
      const box = page.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(part => Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10);
    };
    let from = null;
    page.addEventListener('pointerdown', event => {
      if (event.pointerType === 'touch' || event.button !== 0) return;
      event.preventDefault();
      page.setPointerCapture(event.pointerId);
      from = at(event);
    });
    page.addEventListener('pointermove', event => {
      if (!from) return;
      const to = at(event);
      const drawn = { left: Math.min(from[0], to[0]), top: Math.min(from[1], to[1]), width: Math.abs(to[0] - from[0]), height: Math.abs(to[1] - from[1]) };
      for (const [name, part] of Object.entries(drawn)) {
        field(name).value = part.toFixed(1);
        frame.setAttribute({ left: 'x', top: 'y' }[name] ?? name, part * 100);
      }
    });
    page.addEventListener('pointercancel', () => { from = null; });
    page.addEventListener('pointerup', () => {
      if (!from) return;
      from = null;
      const choice = form.querySelector(`[name="what"][value="${page.dataset.draw}"]`);
      if (!choice.checked) choice.click();
    });
  });

  const english = document.documentElement.lang === 'en';
  const narrow = text => text.normalize('NFKC').replace(/\D/g, '');
  each('[data-address]', address => {
    const postal = address.querySelector('[name$=".postal"]');
    const town = address.querySelector('[name$=".town"]');
    // One fills the other, but never what the person wrote or chose: only what is empty or was filled in here.
    const list = town.tagName === 'SELECT';
    const options = list ? [...town.options] : [];
    const towns = list ? options.map(o => [o.value, o.dataset.postal ?? '']) : [...address.querySelectorAll('data')].map(d => [d.textContent, d.value]);
    const ask = options[0]?.textContent;
    const said = document.createElement('p');
    said.className = 'hint';
    said.setAttribute('role', 'status');
    (town.closest('.select') ?? town).after(said);
    const filled = { postal: '', town: '' };
    const fill = (part, box, value) => { if (!box.value || box.value === filled[part]) box.value = filled[part] = value; };
    // Most codes stand for several 丁目. What they begin with is certain and is filled in; which of them it is would be a guess, and is left to the person.
    const common = ([first, ...others]) => {
      let length = first.length;
      while (others.some(name => !name.startsWith(first.slice(0, length)))) length--;
      return first.slice(0, length);
    };
    const offer = (found, part) => {
      const chosen = town.value;
      options[0].textContent = part ? `${part}：${ask}` : ask;
      town.append(...options.filter(o => !o.value), ...options.filter(o => found.includes(o.value)), ...options.filter(o => o.value && !found.includes(o.value)));
      town.value = chosen;
    };
    postal.addEventListener('input', () => {
      const found = towns.filter(([, code]) => code && narrow(code) === narrow(postal.value)).map(([name]) => name);
      const part = found.length > 1 ? common(found) : '';
      if (found.length && !found.includes(town.value)) fill('town', town, found.length === 1 ? found[0] : list ? '' : part);
      const open = part && town.value === (list ? '' : part);
      if (list) offer(found, open ? part : '');
      said.textContent = open ? address.dataset.address.replace('{}', part) : '';
    });
    town.addEventListener('change', () => {
      said.textContent = '';
      const code = towns.find(([name]) => name === town.value)?.[1];
      if (code) fill('postal', postal, code);
    });
  });

  const made = (tag, attributes, text = '') => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.textContent = text;
    return element;
  };

  // Questions that an answer brings open in place, in the order in which the server shows them; those that it takes away go. What stands there already is not touched.
  const read = text => new DOMParser().parseFromString(text, 'text/html');
  const asked = form => [...form.querySelectorAll('[data-q]')];
  const choices = field => [...field.querySelectorAll('input[type=radio], input[type=checkbox], option')].map(e => `${e.name ?? ''}=${e.value}`).join();
  each('form[data-live]', form => {
    const said = made('p', { className: 'unseen' });
    said.setAttribute('role', 'status');
    form.append(said);
    const name = from => { form.querySelector('.actions [data-once]').textContent = from.querySelector('[data-button]')?.dataset.button || from.querySelector('.actions [data-once]').textContent; };
    name(form);
    let turn = 0;
    // A choice is made on purpose by a finger, the mouse, the space bar or enter. The arrows only pass through the choices on their way, and a field that is left has already been left for another one.
    let chosen = false;
    form.addEventListener('pointerdown', () => { chosen = true; }, true);
    form.addEventListener('keydown', event => { chosen = event.key === ' ' || event.key === 'Enter'; }, true);
    form.addEventListener('change', async event => {
      if (event.target.type === 'file' || !event.target.name) return;
      const mine = ++turn;
      const leads = chosen && (event.target.tagName === 'SELECT' || event.target.type === 'radio' || event.target.type === 'checkbox');
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      data.set('_then', 'look');
      let fresh;
      try {
        const answer = await fetch(form.action, { method: 'POST', body: data });
        if (!answer.ok || answer.redirected) return;
        fresh = read(await answer.text()).querySelector('form[data-live]');
      } catch { return; }
      if (!fresh || mine !== turn || form.dataset.sent) return;
      const names = new Set(asked(fresh).map(e => e.dataset.q));
      asked(form).filter(e => !names.has(e.dataset.q)).forEach(e => e.remove());
      const brought = [];
      for (const question of asked(fresh)) {
        const here = form.querySelector(`[data-q="${CSS.escape(question.dataset.q)}"]`);
        const before = question.previousElementSibling, after = question.nextElementSibling;
        const at = e => e?.dataset.q && form.querySelector(`[data-q="${CSS.escape(e.dataset.q)}"]`);
        if (here?.dataset.counted !== undefined) {
          const [old, now] = [here, question].map(e => e.querySelector('output'));
          if (old.textContent !== now.textContent) old.replaceChildren(...now.cloneNode(true).childNodes);
          continue;
        }
        if (here) {
          if (question.querySelector('[data-q]') || choices(here) === choices(question) || here.contains(document.activeElement)) continue;
          here.replaceWith(question.cloneNode(true));
        } else if (at(before)) at(before).after(question.cloneNode(true));
        else if (at(after)) at(after).before(question.cloneNode(true));
        else continue;
        brought.push(question);
      }
      const words = question => question.querySelector('.label')?.firstChild?.textContent ?? '';
      if (brought.length) said.textContent = form.dataset.live + brought.map(words).join(english ? ', ' : '、');
      // The first new question is gone on with at its heading, so that it is read with its name. Whoever is already somewhere else, typing perhaps, stays there.
      if (leads && brought.length && [event.target, document.body, null].includes(document.activeElement)) {
        const heading = form.querySelector(`[data-q="${CSS.escape(brought[0].dataset.q)}"] .label`);
        heading?.setAttribute('tabindex', '-1');
        heading?.focus();
      }
      name(fresh);
      const [total, now] = [form.querySelector('[data-total]'), fresh.querySelector('[data-total]')];
      if (total && now && total.textContent !== now.textContent) total.replaceChildren(...now.cloneNode(true).childNodes);
    });
  });

  // Many things to choose from are found by a word, in kanji, kana or English.
  const fold = text => text.normalize('NFKC').toLowerCase().replace(/[\u3041-\u3096]/g, c => String.fromCharCode(c.charCodeAt(0) + 0x60)).replace(/[\sー・-]/g, '');
  each('[data-catalogue]', catalogue => {
    const id = `find-${catalogue.closest('[data-q]').dataset.q}`;
    const box = made('input', { className: 'input', type: 'search', id, autocomplete: 'off' });
    const said = made('p', { className: 'hint' });
    said.setAttribute('role', 'status');
    catalogue.prepend(made('label', { className: 'part', htmlFor: id }, catalogue.dataset.find), box, said);
    const groups = [...catalogue.querySelectorAll('.catalogue-group')];
    const open = groups.map(g => g.open);
    box.addEventListener('keydown', e => { if (e.key === 'Enter') e.preventDefault(); });
    box.addEventListener('input', () => {
      const word = fold(box.value);
      let found = 0;
      groups.forEach((group, i) => {
        let here = 0;
        group.querySelectorAll('.choice').forEach(choice => {
          const fits = !word || fold(choice.querySelector('label').dataset.words ?? choice.textContent).includes(word);
          choice.hidden = !fits;
          if (fits) here++;
        });
        group.hidden = !here;
        group.open = word ? here > 0 : open[i];
        found += here;
      });
      said.textContent = word ? catalogue.dataset.found.replace('{}', found) : '';
    });
  });

  // Where the device is: only when somebody presses for it. The server finds the town, as after a tap in the picture.
  each('[data-place]', place => {
    if (!navigator.geolocation) return;
    const part = name => place.querySelector(`[name$=".${name}"]`);
    const button = made('button', { type: 'button', className: 'button button-plain' }, place.dataset.here);
    const said = made('p', { className: 'hint' });
    said.setAttribute('role', 'status');
    button.addEventListener('click', () => navigator.geolocation.getCurrentPosition(({ coords }) => {
      part('lat').value = coords.latitude.toFixed(5);
      part('lon').value = coords.longitude.toFixed(5);
      part('town').value = '';
      const go = made('button', { name: '_then', value: 'speak', hidden: true });
      go.setAttribute('formaction', `#${place.closest('fieldset').id}`);
      place.append(go);
      go.click();
    }, () => { said.textContent = place.dataset.failed; }, { enableHighAccuracy: true, timeout: 15000 }));
    place.prepend(button, said);
  });

  // A file that would be refused is refused before it travels; the server looks again.
  const megabytes = bytes => `${(bytes / 1048576).toFixed(1)}MB`;
  document.addEventListener('change', event => {
    const input = event.target;
    if (input.type !== 'file' || !input.dataset.most) return;
    const [file, field] = [input.files[0], input.closest('[data-q]')];
    const id = `${input.id}-error`;
    document.getElementById(id)?.remove();
    input.removeAttribute('aria-invalid');
    if (!file) return;
    const kinds = input.accept.split(',');
    const wrong = file.size > input.dataset.most ? input.dataset.large.replace('{}', megabytes(file.size))
      : file.size === 0 ? input.dataset.empty : input.dataset.kind && file.type && !kinds.includes(file.type) ? input.dataset.kind : null;
    if (!wrong) return;
    input.value = '';
    const error = made('p', { className: 'error', id }, wrong);
    error.setAttribute('role', 'alert');
    field.insertBefore(error, field.querySelector('.file, .hint:has(+ .upload), .upload'));
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', [...new Set([...(input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean), id])].join(' '));
  });

  // A form with a chosen file is sent so that one sees how far it is. What the browser would do with the answer is done here.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.enctype !== 'multipart/form-data' || ![...form.querySelectorAll('input[type=file]')].some(i => i.files.length)) return;
    event.preventDefault();
    const box = made('p', { className: 'sending' });
    box.setAttribute('role', 'status');
    const [words, bar] = [made('span', {}, english ? 'Sending the file. Please stay on this page.' : 'ファイルを送っています。この画面のままお待ちください。'), made('progress', { max: 1 })];
    bar.setAttribute('aria-label', english ? 'Sent so far' : '送った割合');
    box.append(words, bar);
    form.querySelector('.actions')?.before(box);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.addEventListener('progress', e => { if (e.lengthComputable) bar.value = e.loaded / e.total; });
    request.addEventListener('load', () => {
      const [to, here] = [new URL(request.responseURL), new URL(form.action)];
      if (request.status < 300 && (to.pathname !== here.pathname || to.search !== here.search)) { location.assign(request.responseURL); return; }
      if (request.status < 300 && event.submitter?.name) { location.reload(); return; }
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener('error', () => {
      box.remove();
      wake(form);
      const error = made('p', { className: 'error' }, english ? 'The file could not be sent. Check the connection and press the button again. What you typed is still here.'
        : '送れませんでした。通信の状態を確かめて、もう一度ボタンを押してください。入力した内容は、この画面に残っています。');
      error.setAttribute('role', 'alert');
      form.querySelector('.actions')?.before(error);
    });
    const data = new FormData(form);
    if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
    request.send(data);
  });

  // Simple marks: buttons write them, and what is pasted from a text program becomes them. Undo works as for what is typed.
  const put = (area, text) => { area.focus(); if (!document.execCommand('insertText', false, text)) { area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end'); area.dispatchEvent(new Event('input', { bubbles: true })); } };
  const marksOf = node => {
    let text = '';
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { text += child.textContent.replace(/[\s\u00a0]+/g, ' '); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE || ['SCRIPT', 'STYLE', 'HEAD', 'TITLE'].includes(child.tagName)) continue;
      const inner = () => marksOf(child).trim();
      if (/^H[1-6]$/.test(child.tagName)) text += `\n\n${child.tagName === 'H1' ? '#' : '##'} ${inner().replace(/\n+/g, ' ')}\n\n`;
      else if (child.tagName === 'LI') text += `\n${child.parentElement.tagName === 'OL' ? `${[...child.parentElement.children].indexOf(child) + 1}.` : '-'} ${inner().replace(/\n+/g, ' ')}`;
      else if (child.tagName === 'BR') text += '\n';
      else if (child.tagName === 'TABLE') {
        const rows = [...child.rows].map(row => `| ${[...row.cells].map(cell => marksOf(cell).trim().replace(/\n+/g, ' ').replace(/\|/g, '｜')).join(' | ')} |`);
        if (rows.length) rows.splice(1, 0, `|${'---|'.repeat(child.rows[0].cells.length)}`);
        text += `\n\n${rows.join('\n')}\n\n`;
      } else if (/^(P|DIV|UL|OL|SECTION|ARTICLE|BLOCKQUOTE)$/.test(child.tagName)) text += `\n\n${inner()}\n\n`;
      else text += marksOf(child);
    }
    return text.replace(/\n{3,}/g, '\n\n');
  };
  each('textarea[data-marks]', area => {
    const bar = document.createElement('div');
    bar.className = 'marks';
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', '本文に印を付ける');
    for (const [words, mark] of [['見出し', '# '], ['小見出し', '## '], ['箇条書き', '- '], ['番号', '1. '], ['表', '| 　 | 　 |\n|---|---|\n| 　 | 　 |\n']]) {
      const button = made('button', { type: 'button', className: 'button button-quiet' }, words);
      button.addEventListener('click', () => {
        const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
        area.setSelectionRange(start, start);
        put(area, mark);
      });
      bar.append(button);
    }
    area.before(bar);
    area.addEventListener('paste', event => {
      const html = event.clipboardData?.getData('text/html');
      if (!html) return;
      event.preventDefault();
      put(area, marksOf(new DOMParser().parseFromString(html, 'text/html').body).trim());
    });
  });

  // What is typed is kept on the way, for this person alone; saving is another thing, and a button.
  each('[data-keep]', box => {
    const form = box.querySelector('form');
    if (!form) return;
    const said = made('p', { className: 'hint' });
    said.setAttribute('role', 'status');
    form.querySelector('.actions')?.before(said);
    let timer = 0;
    const keep = async () => {
      timer = 0;
      if (form.dataset.sent) return;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== '_key') body.append(name, value);
      try {
        const answer = await fetch(box.dataset.keep, { method: 'POST', body, redirect: 'manual' });
        said.textContent = answer.ok ? `書きかけを預かりました（${new Date().toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit' })}）。まだ保存していません。`
          : '書きかけを預かれませんでした。「保存する」を押してください。';
      } catch { said.textContent = '通信できません。書いたものは、この画面に残っています。'; timer = setTimeout(keep, 15000); }
    };
    form.addEventListener('input', () => { timer ||= setTimeout(keep, 5000); });
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

  // What does not fit is not hidden without a word.
  each('.table-scroll', box => {
    const more = document.createElement('p');
    more.className = 'table-more';
    more.textContent = english ? 'This table goes on to the right.' : '表は右に続きます。横に動かすと見えます。';
    more.hidden = true;
    box.before(more);
    new ResizeObserver(() => { more.hidden = box.scrollWidth <= box.clientWidth + 1; }).observe(box);
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
    if (event.target.closest('input, textarea, select, table, summary, [contenteditable]') || event.altKey || event.ctrlKey || event.metaKey
      || event.repeat || event.isComposing) return;
    const key = event.key.length > 1 ? event.key : event.key.toLowerCase();
    const there = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    // What an open dialog hides is not pressed.
    if (there?.checkVisibility()) there.click();
  });

  // The key / leads to the search of the office: into the field that is shown, or to its page.
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.altKey || event.ctrlKey || event.metaKey || event.isComposing
      || event.target.closest('input, textarea, select, [contenteditable]')) return;
    const there = [...document.querySelectorAll('[aria-keyshortcuts="/"]')]
      .find(e => e.checkVisibility());
    if (!there) return;
    event.preventDefault();
    if (there.matches('a')) there.click();
    else { there.focus(); there.select(); }
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
