"""One training step of a 784-400-20 Bernoulli autoencoder in PyTorch: Adam, batches of 128, single precision. Prints the best milliseconds a step of several rounds.

python3 torch_vae.py THREADS ROUNDS
"""
import sys
import time

import torch
from torch.nn import Linear, Module
from torch.nn.functional import binary_cross_entropy_with_logits, relu

BATCH, STEPS = 128, 50


class Autoencoder(Module):
    def __init__(self):
        super().__init__()
        self.inward, self.latent, self.outward, self.logits = Linear(784, 400), Linear(400, 40), Linear(20, 400), Linear(400, 784)

    def loss(self, x):
        mean, log_sd = self.latent(relu(self.inward(x))).split(20, dim=1)
        z = mean + torch.exp(log_sd) * torch.randn_like(mean)
        misfit = binary_cross_entropy_with_logits(self.logits(relu(self.outward(z))), x, reduction="sum")
        return (misfit + 0.5 * (torch.exp(2 * log_sd) + mean * mean - 1 - 2 * log_sd).sum()) / BATCH


torch.set_num_threads(int(sys.argv[1]))
data = (torch.rand(BATCH * STEPS, 784) < 0.2).float()
model = Autoencoder()
adam = torch.optim.Adam(model.parameters(), 1e-3)
best = float("inf")
for _ in range(int(sys.argv[2])):
    order = torch.randperm(len(data))
    begun = time.perf_counter()
    for k in range(STEPS):
        adam.zero_grad()
        model.loss(data[order[k * BATCH:(k + 1) * BATCH]]).backward()
        adam.step()
    best = min(best, (time.perf_counter() - begun) / STEPS * 1000)
print(f"{best:.3f}")
