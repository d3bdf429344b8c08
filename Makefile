# mend: how it is built, tested and installed. GNU make; `make help` lists the targets.
#
# A variant of the program is a folder with everything that was compiled its way:
#   build/        what is shipped            build/gcc/    gcc, warnings are errors (lint)
#   build/asan/   ASan, UBSan and leaks      build/clang/  clang, warnings are errors (lint)
#   build/fuzz/   clang's fuzzers
# In each: obj/ the objects, mend.a the program without main(), mend itself, tests/ its tests.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

goals := $(or $(MAKECMDGOALS),all)

ifneq ($(filter deps,$(goals)),)

# ---- deps ----------------------------------------------------------------------------------------
# What make finds out while it reads this file is wrong once packages have been installed. So here
# it finds out nothing: the other goals run one after another, each in a make of its own.

after := $(filter-out deps,$(goals))

.PHONY: deps $(after)
deps: ## install what is missing for the goals that follow: make deps run, make deps test
	@.ci/deps $(after)
	@set -e; for goal in $(after); do $(MAKE) --no-print-directory "$$goal"; done

$(after): deps
	@:

else

# ---- Settings ------------------------------------------------------------------------------------

PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config
ifeq ($(origin CC),default)
CC := gcc
endif
CLANG ?= clang
FUZZ_SECONDS ?= 60
# From the command line: ARGS (of the program: run, bench), ONLY (test: only the tests whose path
# contains it), V=1 (show the commands), CFLAGS, CPPFLAGS, LDFLAGS (added to ours).

libraries := ncursesw sqlite3 libsodium md4c libutf8proc jansson
test_libraries := cmocka vterm

# Goals that compile ask pkg-config; the others work on a bare machine.
ifneq ($(filter-out clean help uninstall lint-layers lint-budgets lint-format,$(goals)),)
probe = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
ifneq ($(shell $(PKG_CONFIG) --exists $(libraries) 2>/dev/null && echo yes),yes)
$(error Some of mend's libraries are not installed. `make deps $(goals)` installs them)
endif
library_flags := $(call probe,--cflags $(libraries))
link_libraries := $(call probe,--libs $(libraries)) -lm
test_flags := $(call probe,--cflags $(test_libraries))
test_link_libraries := $(call probe,--libs $(test_libraries))
endif

warnings := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wcast-qual -Wvla
language := -std=c17 -D_GNU_SOURCE -DMEND_PREFIX='"$(PREFIX)"' -Iinclude -Isrc -Itests \
    $(library_flags) $(test_flags) -pthread
hardening := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
ifneq ($(shell uname -s),Darwin)
link_flags := -Wl,--as-needed
link_hardening := -pie -Wl,-z,relro,-z,now
endif

# ---- Sources -------------------------------------------------------------------------------------

program := $(sort $(wildcard src/main.c src/*/*.c src/ui/*/*.c))
support := $(sort $(wildcard tests/support/*.c))
tests := $(sort $(wildcard tests/unit/*/*_test.c tests/*/*_test.c))
script_tests := $(sort $(wildcard tests/*/*-test))
fuzzers := $(sort $(wildcard tests/fuzz/*_fuzz.c))
benches := $(sort $(wildcard tests/bench/*.c))
headers := $(sort $(wildcard include/mend/*/*.h src/*/*.h src/ui/*/*.h tests/*/*.h tests/*/*/*.h))

# ---- Variants ------------------------------------------------------------------------------------

quiet := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s %s\n' $(1) '$(2)')

# Writes $(text) to the target only when it is new, so that what depends on it follows only then.
keep = @mkdir -p $(@D); text='$(subst ','\'',$(strip $(text)))'; \
    printf '%s\n' "$$text" | cmp -s - $@ || printf '%s\n' "$$text" >$@

# $(call variant,FOLDER,COMPILER,FLAGS TO COMPILE,FLAGS TO LINK)
define variant
$(1)_objects := $$(program:%.c=$(1)/obj/%.o)
$(1)_support := $$(support:%.c=$(1)/obj/%.o)
$(1)_tests := $$(tests:%.c=$(1)/%)
$(1)_all := $$($(1)_objects) $$($(1)_support) $$(tests:%.c=$(1)/obj/%.o) \
    $$(fuzzers:%.c=$(1)/obj/%.o) $$(benches:%.c=$(1)/obj/%.o)

$(1)/flags: text := $(2) $(language) $(warnings) $(3) $(4) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)
$(1)/sources: text := $(program)
$(1)/flags $(1)/sources: FORCE
	$$(keep)

$$($(1)_all): $(1)/obj/%.o: %.c $(1)/flags
	$(if $(filter build/gcc build/clang,$(1)),,$$(call say,compile,$$@))
	@mkdir -p $$(@D)
	$$(quiet)$(2) $(language) $(warnings) $(3) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $$@ $$<

$(1)/mend.a: $$(filter-out %/main.o,$$($(1)_objects)) $(1)/sources
	@rm -f $$@ # and q, not r: two rooms may have a file of one name
	$$(quiet)ar qcs $$@ $$(filter %.o,$$^)

$(1)/mend: $(1)/obj/src/main.o $(1)/mend.a
	$$(call say,link,$$@)
	$$(quiet)$(2) $(3) $(4) $(link_flags) $(LDFLAGS) -o $$@ $$^ $(link_libraries) -pthread

$(1)/support.a: $$($(1)_support)
	@rm -f $$@
	$$(quiet)ar qcs $$@ $$^

$$($(1)_tests) $$(benches:%.c=$(1)/%): $(1)/%: $(1)/obj/%.o $(1)/support.a $(1)/mend.a
	$$(call say,link,$$@)
	@mkdir -p $$(@D)
	$$(quiet)$(2) $(3) $(4) $(link_flags) $(LDFLAGS) -o $$@ $$^ \
	    $(test_link_libraries) $(link_libraries) -pthread

-include $$($(1)_all:.o=.d)
endef

sanitizers := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

$(eval $(call variant,build,$(CC),-O2 -g -fPIE $(hardening),$(link_hardening)))
$(eval $(call variant,build/asan,$(CC),-O1 -g $(sanitizers),))
$(eval $(call variant,build/gcc,gcc,-O2 -Werror,))
$(eval $(call variant,build/clang,$(CLANG),-O1 -Werror,))
$(eval $(call variant,build/fuzz,$(CLANG),-O1 -g $(sanitizers) -fsanitize=fuzzer-no-link,))

# ---- Targets -------------------------------------------------------------------------------------

.PHONY: all run test torture asan bench fuzz install uninstall clean help FORCE
FORCE:

all: build/mend ## build build/mend

run: build/mend ## build and open mend; ARGS='...' are its arguments
	@build/mend $(ARGS)

asan: build/asan/mend ## build build/asan/mend, with address, undefined behaviour and leak checks

# The tests whose path contains ONLY; all of them when it is empty.
is_chosen = $(or $(if $(ONLY),,all),$(findstring $(ONLY),$(1:build/%=%)))
chosen = $(foreach test,$(1),$(if $(call is_chosen,$(test)),$(test)))
to_run := $(call chosen,$(script_tests) $(build_tests) $(build/asan_tests))

test: build/mend build/asan/mend $(to_run) ## run every test, plain and sanitized; ONLY=unit/store
	@tests/run $(to_run)

torture: export MEND_TORTURE := 1
torture: test ## run the same tests with their long loops in full

bench: build/mend $(benches:%.c=build/%) ## measure start, keys and memory against a bare floor
	@tests/bench/run $(ARGS)

fuzz: $(fuzzers:%.c=build/fuzz/%) ## run clang's fuzzers, each for FUZZ_SECONDS
	@set -e; for fuzzer in $^; do \
	    seeds=tests/fuzz/$$(basename "$$fuzzer" _fuzz); [ -d "$$seeds" ] || seeds=; \
	    mkdir -p "$$fuzzer.found"; \
	    "$$fuzzer" -max_total_time=$(FUZZ_SECONDS) -timeout=5 -artifact_prefix="$$fuzzer.found/" \
	        "$$fuzzer.found" $$seeds; \
	done

$(fuzzers:%.c=build/fuzz/%): build/fuzz/%: build/fuzz/obj/%.o build/fuzz/mend.a
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(quiet)$(CLANG) $(sanitizers) -fsanitize=fuzzer -o $@ $^ $(link_libraries) -pthread

# ---- Lint: every step prints one line, or what is wrong ------------------------------------------

lint_steps := lint-format lint-gcc lint-clang lint-tidy lint-cppcheck lint-layers lint-budgets \
    lint-content
.PHONY: lint $(lint_steps)
lint: $(lint_steps) ## check format, warnings, layers, budgets and content
passed = @printf '  %-8s %s\n' ok '$(1)'

lint-format:
	@clang-format --dry-run -Werror $(program) $(support) $(tests) $(fuzzers) $(benches) $(headers)
	$(call passed,clang-format)

lint-gcc: $(build/gcc_all)
	$(call passed,gcc has no warning)

lint-clang: $(build/clang_all)
	$(call passed,clang has no warning)

tidied := $(program:%.c=build/tidy/%.ok)
lint-tidy: $(tidied)
	$(call passed,clang-tidy)

# The object knows which headers the file uses, so a file is read again only when one has changed.
$(tidied): build/tidy/%.ok: build/clang/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $*.c -- $(language) >$@.log 2>&1 || { cat $@.log; exit 1; }
	@touch $@

lint-cppcheck:
	@mkdir -p build/cppcheck
	@cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --std=c11 --library=posix --library=gnu --cppcheck-build-dir=build/cppcheck \
	    -D_GNU_SOURCE -Iinclude -Isrc $(program)
	$(call passed,cppcheck)

lint-layers:
	@tests/lint/layers
	$(call passed,layers)

lint-budgets:
	@tests/lint/budgets
	$(call passed,budgets)

lint-content: build/mend
	@build/mend count content | sed 's/^/  ok       content: /'

# ---- Install -------------------------------------------------------------------------------------

bin_folder = $(DESTDIR)$(PREFIX)/bin
share_folder = $(DESTDIR)$(PREFIX)/share/mend

install: build/mend ## install below PREFIX (/usr/local); DESTDIR goes in front of it
	install -d -m 755 '$(bin_folder)'
	install -m 755 build/mend '$(bin_folder)/mend'
	@set -e; find content -type d | while read -r folder; do \
	    install -d -m 755 '$(share_folder)'/"$$folder"; done
	@set -e; find content -type f ! -name '.*' | while read -r file; do \
	    install -m 644 "$$file" '$(share_folder)'/"$$file"; done
	@echo 'content -> $(share_folder)/content'

uninstall: ## remove what install put there; a person's own files stay
	rm -f '$(bin_folder)/mend'
	rm -rf '$(share_folder)'

clean: ## remove build/
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

endif
