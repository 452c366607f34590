"""One key in simulated time: the tills that share it, from when they open until they close."""

from bench.scenario import Scenario
from bench.simulated_till import SimulatedTill
from bench.simulated_world import World
from lomi_pos.till.budget import OPEN_FOR_S


class SimulatedKey:
    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.world = World(scenario, seed)
        self.tills = [SimulatedTill(self.world, number) for number in range(scenario.tills)]

    def open(self) -> None:
        for till in self.tills:
            till.open()

    def run(self) -> None:
        self.open()
        self.world.run_until(OPEN_FOR_S)
