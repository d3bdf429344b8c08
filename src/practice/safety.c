#include "mend/practice/safety.h"

#include <stdio.h>
#include <string.h>

const char *const safety_names[SAFETY_FLAGS] = {
    [SAFETY_REACTION] = "reaction", [SAFETY_CONTROL] = "control", [SAFETY_HURT] = "hurt",
    [SAFETY_SEX] = "sex",           [SAFETY_THREATS] = "threats", [SAFETY_NECK] = "neck",
    [SAFETY_WEAPONS] = "weapons",   [SAFETY_WATCHED] = "watched", [SAFETY_WORSE] = "worse",
    [SAFETY_SELF] = "self",
};

static const char nothing_ticked[] = "none";

/*
 * Whatever is aimed at somebody else. Anything that was ticked speaks against all of them: each
 * asks to be open, or to ask for something, in front of the person the ticks are about; and
 * somebody who frightens or hurts another has no place in exercises for two either.
 */
static const struct {
    const char *lesson;
    const char *exercise;
} gates[] = {
    {"2", "what-i-would-see"}, {"2", "end-of-trying"},     {"3", "talk-plan"},
    {"3", "open-try"},         {"4", "five-minute-turns"}, {"4", "when-i-felt"},
    {"4", "time-out"},         {"6", "cards-to-ask"},      {"6", "one-question"},
    {"6", "touch-today"},      {"6", "our-stop"},          {"6", "small-risks"},
    {"6", "lowest-rung"},      {"7", "limit-to-say"},      {"8", "would-i-say-it"},
    {"9", "opening-question"}, {"9", "opening-when"},      {"9", "first-check-in"},
    {"9", "look-again"},       {"9", "appreciations"},     {"9", "small-concern"},
};
enum { GATES = sizeof gates / sizeof gates[0] };

enum safety_flag safety_flag_of(const char *name)
{
    int flag = 0;
    while (flag < SAFETY_FLAGS && strcmp(safety_names[flag], name) != 0)
        flag++;
    return (enum safety_flag)flag;
}

bool safety_alone_first(const struct safety *safety, const char *lesson, const char *exercise)
{
    for (size_t i = 0; i < GATES; i++)
        if (strcmp(gates[i].lesson, lesson) == 0 && strcmp(gates[i].exercise, exercise) == 0)
            return !safety->taken || safety->flags != 0;
    return true;
}

bool safety_gate(size_t index, const char **lesson, const char **exercise)
{
    if (index >= GATES)
        return false;
    *lesson = gates[index].lesson;
    *exercise = gates[index].exercise;
    return true;
}

void safety_write(const struct safety *safety, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int flag = 0; flag < SAFETY_FLAGS; flag++)
        if (safety->flags & (1U << flag) && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " " : "",
                                     safety_names[flag]);
    if (!used)
        snprintf(text, size, "%s", nothing_ticked);
}

struct safety safety_read(const char *text)
{
    struct safety safety = {.taken = true};
    for (int flag = 0; flag < SAFETY_FLAGS; flag++) {
        size_t length = strlen(safety_names[flag]);
        for (const char *at = text; *at; at += strcspn(at, " "), at += *at == ' ')
            if (strcspn(at, " ") == length && memcmp(at, safety_names[flag], length) == 0)
                safety.flags |= 1U << flag;
    }
    return safety;
}
