namespace Keyaki.Browser;

/// <summary>A person without a mouse: Tab, arrows, Space and Enter, and the eye always finds where the focus is.</summary>
sealed class Keys(Person person)
{
    const int Most = 80;

    /// <summary>What was pressed so far: buttons, links, ticks and choices; and all keys, with Tabs, arrows and letters.</summary>
    public int Presses { get; private set; }
    public int All { get; private set; }

    /// <summary>Tabs on until the focus is on the link, button or field with these words (of a choice: its question), and says what has
    /// the focus.</summary>
    public async Task To(string words)
    {
        List<string> passed = [];
        for (var i = 0; i < Most; i++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            All++;
            var here = await person.Page.EvaluateAsync<string>("""
                () => {
                  const e = document.activeElement;
                  if (!e || e === document.body) return '';
                  const name = e.type === 'radio' || e.type === 'checkbox' ? e.closest('fieldset')?.querySelector(':scope > legend')?.textContent : e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`)?.textContent;
                  return (name || e.getAttribute('aria-label') || e.textContent).trim();
                }
                """);
            if (here.Length > 0) await IsSeen(here);
            if (here.Contains(words, StringComparison.Ordinal)) return;
            passed.Add(here);
        }
        throw new InvalidOperationException($"Tabで「{words}」に着きません: {string.Join(" → ", passed.Distinct())}");
    }

    async Task IsSeen(string what) => Assert.True(await person.Page.EvaluateAsync<bool>("""
        () => {
          const ringed = e => e && (s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(e));
          const e = document.activeElement, box = e.getBoundingClientRect();
          return (ringed(e) || ringed(e.closest('.card, .choice'))) && box.width > 1 && box.bottom > 0 && box.top < innerHeight;
        }
        """), $"「{what}」に焦点があるのに、それが見えません: {person.Page.Url}");

    public async Task Type(string label, string text)
    {
        await To(label);
        await Write(text);
    }

    public async Task Write(string text)
    {
        await person.Page.Keyboard.InsertTextAsync(text);
        All += text.Length;
    }

    /// <summary>Tabs on until the field with this name has the focus.</summary>
    public async Task ToField(string name)
    {
        for (var i = 0; i < Most; i++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            All++;
            if (await person.Page.EvaluateAsync<string>("() => document.activeElement?.name ?? ''") == name) return;
        }
        throw new InvalidOperationException($"Tabで「{name}」に着きません");
    }

    /// <summary>Ticks the box that has the focus.</summary>
    public async Task Tick()
    {
        await person.Page.Keyboard.PressAsync("Space");
        (Presses, All) = (Presses + 1, All + 1);
    }

    /// <summary>Walks a group of radio buttons, or a list, with the arrow to the choice with these words.</summary>
    public async Task Choose(string question, string words)
    {
        await To(question);
        Presses++;
        for (var i = 0; i < Most; i++)
        {
            if (await person.Page.EvaluateAsync<bool>(
                "w => { const e = document.activeElement; return (e.tagName === 'SELECT' ? e.selectedOptions[0].text : document.querySelector(`label[for=\"${CSS.escape(e.id)}\"]`).textContent).includes(w) }", words))
            {
                if (await person.Page.EvaluateAsync<bool>(
                    "() => document.activeElement.tagName !== 'SELECT' && !document.activeElement.checked")) await person.Page.Keyboard.PressAsync("Space");
                return;
            }
            await person.Page.Keyboard.PressAsync("ArrowDown");
            All++;
        }
        throw new InvalidOperationException($"「{question}」に「{words}」がありません");
    }

    public async Task Press(string words)
    {
        await To(words);
        (Presses, All) = (Presses + 1, All + 1);
        await person.Go(() => person.Page.Keyboard.PressAsync("Enter"));
    }
}
