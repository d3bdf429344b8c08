/*
 * build: the gaps of a sentence are filled one by one while the sentence forms below. A word that
 * asks for a second look gets a question, never a mark. The sentence may be kept under My words.
 *
 * Stops: the slots, with the list of feelings behind the one that has it; once every gap is
 * filled, the choices of what to do with the sentence; the tick that keeps it.
 */
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"

enum { SENTENCE_COLUMN = 2 };

static const char then_key[] = ".then";
static const char gap[] = "____"; /* where nothing has been filled in */

static const struct item_list *slots(const struct exercise *exercise)
{
    return exercise_list(exercise, "slots");
}

static const struct item_list *then(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "then");
}

static int texts(const struct exercise *exercise, const char **keys)
{
    return form_texts(slots(exercise), keys);
}

/* The slot the list of feelings belongs to; -1 when there is none. */
static int feelings_slot(const struct exercise_view *view)
{
    const char *name = exercise_field(view->exercise, "feelings");
    for (int i = 0; i < view->text_count; i++)
        if (strcmp(view->texts[i].key, name) == 0)
            return i;
    return -1;
}

static bool is_whole(const struct exercise_view *view)
{
    for (int i = 0; i < view->text_count; i++)
        if (exercise_text_length(view, i) == 0)
            return false;
    return true;
}

static int slot_stops(const struct exercise_view *view)
{
    return view->text_count + (feelings_slot(view) >= 0 ? 1 : 0);
}

static int then_count(const struct exercise_view *view)
{
    return then(view) ? (int)then(view)->count : 0;
}

/* A sentence of one's own, with something to do about it, can be kept under My words. */
static bool can_be_kept(const struct exercise_view *view)
{
    bool begun = false;
    for (int i = 0; i < view->text_count; i++)
        begun |= exercise_text_length(view, i) > 0;
    return begun && then_count(view) > 0;
}

static int then_stops(const struct exercise_view *view)
{
    return is_whole(view) ? then_count(view) : 0;
}

static int stops(const struct exercise_view *view)
{
    return slot_stops(view) + then_stops(view) + can_be_kept(view);
}

/* What STOP is: a slot (>= 0), or one of these. */
enum { AT_FEELINGS = -1, AT_THEN = -2, AT_KEEP = -3 };

static int part_at(const struct exercise_view *view, int stop)
{
    int feelings = feelings_slot(view);
    int after = stop - slot_stops(view);
    if (after >= 0)
        return after < then_stops(view) ? AT_THEN : AT_KEEP;
    if (feelings < 0 || stop <= feelings)
        return stop;
    return stop == feelings + 1 ? AT_FEELINGS : stop - 1;
}

/* ---- the sentence ---- */

/*
 * WORDS into the sentence, without a full stop of their own where the form has its own sign. True
 * when they end with a sign that makes the form's full stop one too many.
 */
static bool put_words(struct str *out, const char *words, char next)
{
    size_t length = strlen(words);
    while (length > 0 && next && strchr(".,;:?", next) && words[length - 1] == '.')
        length--;
    str_append(out, words, length);
    return length > 0 && next == '.' && strchr("?!", words[length - 1]);
}

static void form_sentence(const struct exercise_view *view, struct str *out)
{
    const char *form = exercise_field(view->exercise, "form");
    while (*form) {
        const char *end = *form == '{' ? strchr(form, '}') : NULL;
        if (!end) {
            str_putc(out, *form++);
            continue;
        }
        size_t length = (size_t)(end - form - 1);
        for (int i = 0; i < view->text_count; i++) {
            if (strlen(view->texts[i].key) != length ||
                strncmp(view->texts[i].key, form + 1, length) != 0)
                continue;
            char *words = exercise_text_copy(view, i);
            if (put_words(out, words && *words ? words : gap, end[1]))
                end++;
            free(words);
        }
        form = end + 1;
    }
}

static enum err complete(const struct exercise_view *view, struct pairs *values,
                         struct fault *fault)
{
    struct str sentence = {0};
    if (values->count == 0)
        return OK;
    form_sentence(view, &sentence);
    enum err err = str_status(&sentence, fault);
    if (!err)
        err = pairs_set(values, MY_WORDS_SENTENCE, str_text(&sentence), fault);
    str_free(&sentence);
    return err;
}

/* ---- drawing ---- */

/*
 * A question about a word in slot INDEX, when there is one to ask. Only for a sentence that
 * somebody else may hear: nobody is asked for more than they say to themselves.
 */
static int draw_nudge(struct exercise_view *view, struct view *page, int row, int index)
{
    if (view->exercise->version != VERSION_TOGETHER)
        return 0;
    char *words = exercise_text_copy(view, index);
    const struct table_row *found =
        words ? words_nudge(session_words(view->ui->session), words) : NULL;
    bool verdict = found && strcmp(found->cells[WORD_KIND], word_kind_names[WORD_VERDICT]) == 0;
    struct str text = {0};
    if (verdict && index == feelings_slot(view))
        str_printf(&text,
                   _("\"%s\" says what somebody did, and it may be exactly right. And you: %s?"),
                   found->cells[WORD_TEXT], found->cells[WORD_NOTE]);
    else if (found && !verdict && index == 0) /* what a camera would have seen */
        str_printf(
            &text,
            _("\"%s\" may be so. One time is easier to say, if there is one you could name."),
            found->cells[WORD_TEXT]);
    int rows = text.length
                   ? prose_plain(page, row - 1, FORM_TEXT_COLUMN, page->columns - FORM_TEXT_COLUMN,
                                 STYLE_EMPHASIS, str_text(&text))
                   : 0;
    str_free(&text);
    free(words);
    return rows;
}

static int draw_slots(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const struct item_list *list = slots(view->exercise);
    int stop = 0;
    for (int i = 0; i < view->text_count; i++) {
        const struct form_field field = {
            i, stop++, list->items[i].text, list->items[i].comment, FORM_ROWS, false};
        row += form_field(view, page, row, &field, focus);
        row += draw_nudge(view, page, row, i);
        if (i == feelings_slot(view))
            row += form_button(view, page, row - 1, _("Words to choose from"), stop++, focus);
    }
    return row - start;
}

static int draw_sentence(struct exercise_view *view, struct view *page, int row)
{
    struct str sentence = {0};
    form_sentence(view, &sentence);
    int rows = prose_plain(page, row, SENTENCE_COLUMN, page->columns - SENTENCE_COLUMN,
                           is_whole(view) ? STYLE_TITLE : STYLE_DIM, str_text(&sentence));
    str_free(&sentence);
    return rows + 1;
}

/* What is said and asked once there is a sentence. */
static int draw_after(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const char *end = exercise_field(view->exercise, "end");
    if (*end && is_whole(view))
        row += prose_plain(page, row, SENTENCE_COLUMN, page->columns - SENTENCE_COLUMN, STYLE_TEXT,
                           end) +
               1;
    if (then_stops(view))
        row += form_picks(view, page, row, then(view), then_key, slot_stops(view), false, focus);
    if (can_be_kept(view))
        row += form_tick(view, page, row, MY_WORDS_KEEP, _("Keep this under My words"),
                         stops(view) - 1, focus);
    return row - start;
}

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    (void)view;
    const char *sentence = pairs_get(values, MY_WORDS_SENTENCE);
    str_puts(out, sentence ? sentence : glyph(GLYPH_DASH));
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    row += exercise_ask(view, page, row);
    row += draw_sentence(view, page, row);
    row += draw_slots(view, page, row, focus);
    row += draw_after(view, page, row, focus);
    row += exercise_note(view, page, row);
    row += form_earlier(view, page, row, headline);
    return row - start;
}

/* ---- events ---- */

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    int part = part_at(view, stop);
    bool enter = event->kind == EVENT_KEY && event->key == KEYCODE_ENTER;
    if (enter && part >= 0 && part == feelings_slot(view)) {
        view->go_to = stop + 2; /* past the list of words, to the next gap */
        return true;
    }
    if (part >= 0)
        return form_field_event(view, part, stop, event);
    if (part == AT_KEEP)
        return form_tick_event(view, MY_WORDS_KEEP, event);
    if (part == AT_THEN)
        return form_pick_event(view, &then(view)->items[stop - slot_stops(view)], then_key, event);
    if (!form_is_press(event))
        return false;
    ui_push(view->ui, &screen_feelings, &(struct feelings_for){view, feelings_slot(view)});
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    int part = part_at(view, stop);
    if (part >= 0)
        form_field_keys(list);
    else if (part == AT_KEEP)
        keys_add(list, "Space", _("tick"), true);
    else if (part == AT_THEN)
        form_pick_keys(view, &then(view)->items[stop - slot_stops(view)], then_key, list);
    else
        keys_add(list, "Enter", _("open the words"), true);
}

static int resume(const struct exercise_view *view)
{
    for (int stop = 0; stop < slot_stops(view); stop++) {
        int part = part_at(view, stop);
        if (part >= 0 && exercise_text_length(view, part) == 0)
            return stop;
    }
    return 0;
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const char *picked = pairs_get(values, then_key);
    const struct item *item = picked ? item_find(exercise_list(exercise, "then"), picked) : NULL;
    headline(NULL, values, out);
    str_putc(out, '\n');
    if (item)
        str_printf(out, "%s\n", item->text);
    if (pairs_get(values, MY_WORDS_KEEP))
        str_printf(out, "%s\n", _("Kept under My words"));
}

const struct exercise_type exercise_build = {
    .name = "build",
    .is_form = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .resume = resume,
    .describe = describe,
    .complete = complete,
};
