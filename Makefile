# Each target does its own set-up: all it needs is Python 3.11 or newer and make.
.DELETE_ON_ERROR:
.PHONY: run test lint types imports browser check transcripts armour bench bench-web bench-telegram bench-reload bench-diff quality privacy fuzz prove-delivery peers sbom audit lock clean

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

run: .venv/run ## the web chat on 127.0.0.1:8080
	@$(BIN)/partnerskap serve $(ARGS)

test: .venv/dev ## the whole suite
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: .venv/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --diff --quiet bot intents tests

types: .venv/dev
	@$(BIN)/mypy

imports: .venv/dev
	@$(BIN)/lint-imports

browser: ## the system's Chromium, which tests of the web page drive; without it they are skipped and say so
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "Chromium saknas och gick inte att installera; webbläsartesterna hoppas över."

transcripts: .venv/dev ## every transcript through every door, with a crash at every message; prints what differs
	@$(BIN)/python -m tests.acceptance.differences $(ARGS)

armour: .venv/dev ## every mistyped form of every stored phrasing
	@$(BIN)/python -m tests.benchmarks.armour

bench: .venv/dev ## time and memory per question beside the obvious ways of doing it
	@$(BIN)/python -m tests.benchmarks.speed

bench-web: .venv/dev ## what a question over the web costs, beside a bare echo
	@$(BIN)/python -m tests.benchmarks.web $(ARGS)

bench-telegram: .venv/dev ## what a question over Telegram costs, beside echo bots
	@$(BIN)/python -m tests.benchmarks.telegram $(ARGS)

bench-reload: .venv/dev ## how soon an editor's save is live, and what those who are being answered notice of it
	@$(BIN)/python -m tests.benchmarks.reload

bench-diff: .venv/dev ## what comparing two versions of the answers costs on ten thousand logged questions
	@$(BIN)/python -m tests.benchmarks.editing

quality: .venv/dev ## docs/quality.md computed anew; UPDATE=1 writes it
	@$(BIN)/python -m tests.benchmarks.quality $(if $(UPDATE),--update)

privacy: .venv/dev ## how much personal data the question log lets through, and how much it takes that is none
	@$(BIN)/python -m tests.benchmarks.masking $(ARGS)

fuzz: .venv/dev ## a hundred thousand random messages, ordinary and hostile, against a real SQLite file
	@$(BIN)/python -W ignore -m tests.benchmarks.fuzz

prove-delivery: .venv/dev ## a thousand SIGKILLs against conversation and delivery: no lead lost, none doubled unseen
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.proofs.delivery $(ARGS)

peers: .venv/dev ## mail servers by other hands, for tests that are skipped without them: Postfix and npm's smtp-server
	@command -v postfix >/dev/null || [ -x /usr/sbin/postfix ] || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends postfix sasl2-bin libsasl2-modules >/dev/null; } || \
		echo "Postfix saknas och gick inte att installera; dess tester hoppas över."
	@{ command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix .venv/peers smtp-server@3; } || \
		echo "npm saknas eller når inget paketregister; testerna med smtp-server hoppas över."

sbom: .venv/release ## dist/sbom.cdx.json: everything a release is made of, with versions and hashes
	@mkdir -p dist && $(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible \
		--output-file dist/sbom.cdx.json requirements/run.txt && echo "dist/sbom.cdx.json är skriven."

audit: .venv/release ## known faults in what a release is made of; asks a public register over the network
	@$(BIN)/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements/run.txt || \
		{ echo "Kända fel står ovan. Stod där i stället ett fel om nätet: granskningen behöver nå pypi.org."; exit 1; }

check: lint types imports browser test ## everything CI runs

lock: .venv/dev ## write requirements/*.txt anew from the ranges in pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra build pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra build --extra release -c requirements/dev.txt pyproject.toml -o requirements/release.txt

.venv/run: requirements/run.txt pyproject.toml
	@$(call environment,run)

.venv/release: requirements/release.txt pyproject.toml
	@$(call environment,release)

.venv/dev: requirements/dev.txt pyproject.toml
	@$(call environment,dev)

# A virtual environment with the pinned packages, and ours in place of a copy.
define environment
	if [ -z "$(PYTHON)" ]; then echo "Python 3.11 eller nyare behövs men hittas inte. Installera det och kör igen."; exit 1; fi; \
	if [ ! -x $(BIN)/python ]; then echo "Förbereder (görs en gång) …"; $(PYTHON) -m venv .venv || \
		{ echo "Det gick inte att skapa .venv. På Debian och Ubuntu: installera paketet python3-venv."; exit 1; }; fi; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . && \
	touch .venv/$(1)
endef

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
