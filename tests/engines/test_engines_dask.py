"""Drafting on the workers of a cluster: here one that lives in this process."""

from __future__ import annotations

import pytest

from l10n.engines import load_engine
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import ConfigurationError, EngineError

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster with two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_sentences_come_back_in_order(scheduler):
    """A hundred sentences over two workers are the worker's engine's, in their order."""
    engine = load_engine("dask", "en", "ko", {"dask": {"scheduler": scheduler, "engine": "pseudo"}})
    sentences = [f"Sentence {number} here." for number in range(100)]
    assert [pseudolocalize(sentence) for sentence in sentences] == engine.translate(sentences, "en", "ko")
    assert "dask:pseudo@1" == engine.fingerprint
    assert [] == engine.translate([], "en", "ko")


def test_a_worker_without_the_engine_is_one_message(scheduler):
    """What a worker lacks is an EngineError, not a traceback."""
    with pytest.raises((EngineError, ConfigurationError), match="nonsense"):
        load_engine("dask", "en", "ko", {"dask": {"scheduler": scheduler, "engine": "nonsense"}})


def test_no_scheduler_is_one_message():
    """An address where nothing listens, and no address at all."""
    with pytest.raises(EngineError, match="no scheduler answers"):
        load_engine("dask", "en", "ko", {"dask": {"scheduler": "tcp://127.0.0.1:9"}})
    with pytest.raises(ConfigurationError, match="has no scheduler"):
        load_engine("dask", "en", "ko", {})
