/* What a check-in asks, keeping what was filled in, and the words all its screens share. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../day_words.h"
#include "../record.h"
#include "check_in_screens.h"
#include "journal_act.h"
#include "mend/app/promises.h"
#include "mend/base/date.h"

#define AFRAID "afraid" /* kept nowhere; it only brings up the ways to help */

static const struct {
    const char *name, *brief;
} scales[CHECK_IN_SCALES] = {
    [SCALE_TRUST_PARTNER] = {N_("Trust in my partner"), N_("partner")},
    [SCALE_TRUST_SELF] = {N_("Trust in myself"), N_("myself")},
    [SCALE_SAFETY] = {N_("Feeling safe"), N_("safety")},
    [SCALE_CLOSENESS] = {N_("Closeness"), N_("close")},
    [SCALE_COMMUNICATION] = {N_("Communication"), N_("talk")},
    [SCALE_BOUNDARIES] = {N_("My boundaries respected"), N_("limits")},
    [SCALE_CALM] = {N_("Calm"), N_("calm")},
};

static const char *const texts[CHECK_IN_TEXTS] = {
    [TEXT_WENT_WELL] = N_("What went well"),
    [TEXT_WAS_HARD] = N_("What was hard"),
    [TEXT_ASK_FOR] = N_("What I ask for"),
};

const char *check_in_scale_name(enum check_in_scale scale)
{
    return _(scales[scale].name);
}

const char *check_in_scale_short(enum check_in_scale scale)
{
    return _(scales[scale].brief);
}

const char *check_in_text_name(enum check_in_text text)
{
    return _(texts[text]);
}

void check_in_put_words(struct str *out, char *const words[CHECK_IN_TEXTS])
{
    for (int i = 0; i < CHECK_IN_TEXTS; i++) {
        const char *text = words[i] + strspn(words[i], " \t\n");
        if (*text) {
            str_append(out, text, strcspn(text, "\n"));
            return;
        }
    }
}

static void put_day(struct str *out, int32_t day, int32_t today, enum day_form form)
{
    day_words(out, day, form, day_from_number(day).year != day_from_number(today).year);
}

void check_in_put_day(struct str *out, int32_t day, int32_t today)
{
    put_day(out, day, today, DAY_LONG);
}

void check_in_put_short_day(struct str *out, int32_t day, int32_t today)
{
    put_day(out, day, today, DAY_SHORT);
}

/* What cannot be read is as if it had not been said. */
enum check_in_rhythm check_in_rhythm(struct ui *ui)
{
    char *value = NULL;
    bool known = !store_setting(session_store(ui->session), CHECK_IN_RHYTHM_SETTING, &value, NULL);
    bool monthly = known && value && strcmp(value, "monthly") == 0;
    free(value);
    return monthly ? RHYTHM_MONTHLY : RHYTHM_WEEKLY;
}

/* ---- the form ---- */

static struct item afraid_items[] = {
    {(char[]){AFRAID}, (char[]){N_("I am afraid of somebody")}, (char[]){""}}};
static const struct item_list afraid = {(char[]){""}, afraid_items, 1};

static const struct record_part parts[] = {
    {.kind = RECORD_SCALE, .key = "trust-partner", .label = N_("Trust in my partner")},
    {.kind = RECORD_SCALE, .key = "trust-self", .label = N_("Trust in myself")},
    {.kind = RECORD_SCALE, .key = "safety", .label = N_("Feeling safe")},
    {.kind = RECORD_SCALE, .key = "closeness", .label = N_("Closeness, the kind I wanted")},
    {.kind = RECORD_SCALE, .key = "communication", .label = N_("Talk that was open both ways")},
    {.kind = RECORD_SCALE, .key = "boundaries", .label = N_("My boundaries respected")},
    {.kind = RECORD_SCALE, .key = "calm", .label = N_("Calm in my body")},
    {.kind = RECORD_TEXT, .key = "went-well", .label = N_("What went well")},
    {.kind = RECORD_TEXT, .key = "was-hard", .label = N_("What was hard")},
    {.kind = RECORD_TEXT, .key = "ask-for", .label = N_("What I ask for")},
    {.kind = RECORD_TICKS,
     .label = N_("If it is so. This tick is not kept; it only shows where help is."),
     .list = &afraid},
};

static const struct record_form form = {
    .name = CHECK_IN_DRAFTS,
    .title = N_("How is it, looking back over the last days?"),
    .note = N_("From 0, none, to 10, plenty. Any row can stay open. Only you read this; if "
               "somebody could make you show it, write nothing down: a number in your head counts "
               "too."),
    .parts = parts,
    .count = sizeof parts / sizeof parts[0],
};

static int scale_value(const struct pairs *values, enum check_in_scale scale)
{
    const char *value = pairs_get(values, check_in_scale_names[scale]);
    int number = value ? exercise_number(value) : -1;
    return number < 0 ? SCALE_OPEN : number;
}

static struct check_in_new read_form(const struct pairs *values)
{
    struct check_in_new new = {0};
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        new.scales[i] = scale_value(values, (enum check_in_scale)i);
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        new.texts[i] = pairs_get(values, check_in_text_names[i]);
    return new;
}

/* The screen below the form, whose state begins with what is left behind for it. */
static struct check_in_kept *below_of(struct ui *ui)
{
    return ui->top->below->state;
}

/* An id of 0 is a new one. */
static enum err keep(struct ui *ui, int64_t id, int64_t *seen, const struct pairs *values,
                     struct fault *fault)
{
    (void)seen; /* the screen below knows it */
    struct store *store = session_store(ui->session);
    struct check_in_kept *kept = below_of(ui);
    struct check_in_new new = read_form(values);
    bool is_afraid = pairs_get(values, AFRAID) != NULL;
    char draft[32];
    enum err err;
    if (id) {
        struct check_in before;
        snprintf(draft, sizeof draft, "%" PRId64, id);
        new.draft = draft;
        err = store_check_in_get(store, id, &before, NULL, fault);
        if (err)
            return err;
        new.day = before.record.day;
        check_in_free(&before);
        err = store_check_in_change(store, id, kept->seen, &new, fault);
    } else {
        new.day = session_today(ui->session);
        new.draft = "new";
        err = store_check_in_add(store, &new, &id, fault);
    }
    if (err == ERR_INPUT && is_afraid)
        return fault_set(fault, err, "%s", _("There is no need to keep anything. F1 is Help now."));
    if (err)
        return err;
    kept->id = id;
    kept->offer = is_afraid || check_in_offers_help(new.scales[SCALE_SAFETY]);
    return OK;
}

void check_in_begin(struct ui *ui, int32_t last)
{
    static const struct record_start start = {.form = &form, .draft = "new", .keep = keep};
    if (!journal_has_home(ui))
        return;
    ui_push(ui, &screen_record, &start);
    if (check_in_is_soon(check_in_rhythm(ui), last, session_today(ui->session)))
        ui_notice(ui, _("The last one was not long ago; both may tell of the same days. That is "
                        "fine."));
}

static enum err values_of(const struct check_in *check_in, struct pairs *values,
                          struct fault *fault)
{
    enum err err = OK;
    for (int i = 0; i < CHECK_IN_SCALES && !err; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", check_in->scales[i]);
        if (check_in->scales[i] != SCALE_OPEN)
            err = pairs_set(values, check_in_scale_names[i], number, fault);
    }
    for (int i = 0; i < CHECK_IN_TEXTS && !err; i++)
        if (*check_in->texts[i])
            err = pairs_set(values, check_in_text_names[i], check_in->texts[i], fault);
    return err;
}

void check_in_edit(struct ui *ui, const struct check_in *check_in)
{
    struct fault fault = {0};
    struct pairs values = {0};
    char draft[32];
    snprintf(draft, sizeof draft, "%" PRId64, check_in->record.id);
    struct record_start start = {
        .form = &form,
        .draft = draft,
        .values = &values,
        .keep = keep,
        .context = check_in->record.id,
    };
    if (values_of(check_in, &values, &fault))
        ui_tell(ui, &fault);
    else
        ui_push(ui, &screen_record, &start);
    pairs_free(&values);
}

bool check_in_waits(struct ui *ui)
{
    struct pairs values = {0};
    bool waits = session_draft_load(ui->session, CHECK_IN_DRAFTS, "new", &values, NULL) == OK &&
                 values.count > 0;
    pairs_free(&values);
    return waits;
}
