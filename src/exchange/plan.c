#include "mend/exchange/plan.h"

#include <string.h>

struct printing {
    struct str *out;
    struct store *store;
    const char *lesson;
    void (*put)(struct str *, const char *, size_t, const char *);
    size_t filled;
};

static void put_fields(struct printing *printing, const struct exercise *exercise,
                       const struct pairs *values)
{
    const struct item_list *fields = exercise_list(exercise, "fields");
    for (size_t i = 0; fields && i < fields->count; i++) {
        const char *value = pairs_get(values, fields->items[i].id);
        if (!value || !*value)
            continue;
        str_printf(printing->out, "%s\n", fields->items[i].text);
        printing->put(printing->out, value, strlen(value), "    ");
        str_puts(printing->out, "\n\n");
        printing->filled++;
    }
}

static enum err put_form(struct printing *printing, const struct exercise *exercise,
                         struct fault *fault)
{
    struct pairs draft = {0};
    struct answers answers = {0};
    enum err err = store_draft_load(printing->store, printing->lesson, exercise->id, &draft, fault);
    if (!err && !draft.count)
        err =
            store_answer_list(printing->store, printing->lesson, exercise->id, 1, &answers, fault);
    if (!err && (draft.count || answers.count))
        put_fields(printing, exercise, draft.count ? &draft : &answers.items[0].values);
    answers_free(&answers);
    pairs_free(&draft);
    return err;
}

static enum err put_page(struct printing *printing, const struct page *page, struct fault *fault)
{
    enum err err = OK;
    size_t filled = printing->filled;
    size_t start = printing->out->length;
    str_printf(printing->out, "%s\n\n", page->title);
    for (size_t i = 0; !err && i < page->blocks.count; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        if (exercise && exercise->kind == EXERCISE_PLAN)
            err = put_form(printing, exercise, fault);
    }
    if (printing->filled == filled)
        str_truncate(printing->out, start); /* a title over nothing */
    return err;
}

enum err exchange_put_plan(struct str *out, const struct lesson *plan, struct store *store,
                           void (*put)(struct str *out, const char *text, size_t length,
                                       const char *indent),
                           size_t *filled, struct fault *fault)
{
    struct printing printing = {out, store, plan->id, put, 0};
    enum err err = OK;
    for (size_t i = 0; !err && i < plan->page_count; i++)
        err = put_page(&printing, &plan->pages[i], fault);
    *filled = printing.filled;
    return err ? err : str_status(out, fault);
}
